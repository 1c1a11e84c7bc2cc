import { COLORS, getScale } from "@opportunity_plus/reports/report_chart";

function getOptions(bars, title, more) {
    const label = ({ dataIndex }) => bars[dataIndex].text;
    return {
        animation: { duration: 300 },
        plugins: { legend: { display: false }, tooltip: { callbacks: { label } } },
        ...more,
    };
}

/** The names of the bars, none of which is left out. */
const getNames = (isAcross) =>
    getScale(isAcross, { grid: { display: false }, ticks: { autoSkip: false } });

function getData(bars, values, title, more = {}) {
    const colors = bars.map(({ kind }) => COLORS[kind]);
    const dataset = {
        backgroundColor: colors,
        borderRadius: 4,
        data: values,
        label: title,
        ...more,
    };
    return { labels: bars.map(({ label }) => label), datasets: [dataset] };
}

/** Columns: stages in their order, then what was won and lost. They lie on a phone. */
export function getColumns(bars, title, isFlat) {
    const values = bars.map(({ value }) => value);
    const amounts = getScale(isFlat, { beginAtZero: true, title });
    if (values.every(Number.isInteger)) {
        amounts.ticks.precision = 0;
    }
    const names = getNames(!isFlat);
    const scales = isFlat ? { x: amounts, y: names } : { x: names, y: amounts };
    return {
        type: "bar",
        data: getData(bars, values, title),
        options: getOptions(bars, title, { indexAxis: isFlat ? "y" : "x", scales }),
    };
}

/** A funnel: the same bars from top to bottom, each in the middle. */
export function getFunnel(bars, title) {
    const values = bars.map(({ value }) => [-value / 2, value / 2]);
    const scales = { x: { display: false }, y: getNames(false) };
    return {
        type: "bar",
        data: getData(bars, values, title, { borderSkipped: false }),
        options: getOptions(bars, title, { indexAxis: "y", scales }),
    };
}
