import { COLORS, getScale } from "@opportunity_plus/reports/report_chart";

function getOptions(bars, title, more) {
    const label = ({ dataIndex }) => bars[dataIndex].text;
    return {
        animation: { duration: 300 },
        plugins: { legend: { display: false }, tooltip: { callbacks: { label } } },
        ...more,
    };
}

function getData(bars, values, title) {
    const colors = bars.map(({ kind }) => COLORS[kind]);
    const dataset = {
        backgroundColor: colors,
        borderRadius: 4,
        data: values,
        label: title,
    };
    return { labels: bars.map(({ label }) => label), datasets: [dataset] };
}

/** Columns: stages in their order, then what was won and lost. */
export function getColumns(bars, title) {
    const values = bars.map(({ value }) => value);
    const y = getScale(false, { beginAtZero: true, title });
    if (values.every(Number.isInteger)) {
        y.ticks.precision = 0;
    }
    const x = getScale(true, { grid: { display: false } });
    return {
        type: "bar",
        data: getData(bars, values, title),
        options: getOptions(bars, title, { scales: { x, y } }),
    };
}

/** A funnel: the same bars from top to bottom, each in the middle. */
export function getFunnel(bars, title) {
    const values = bars.map(({ value }) => [-value / 2, value / 2]);
    const x = { display: false };
    const y = getScale(false, { grid: { display: false } });
    return {
        type: "bar",
        data: getData(bars, values, title),
        options: getOptions(bars, title, { indexAxis: "y", scales: { x, y } }),
    };
}
