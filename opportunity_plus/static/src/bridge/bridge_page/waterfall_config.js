import { localization } from "@web/core/l10n/localization";

import { COLORS, getScale } from "@opportunity_plus/reports/report_chart";

// one meaning each, on light and dark pages
export const TONES = {
    good: COLORS.won,
    bad: COLORS.lost,
    even: "#adb5bd",
    end: COLORS.other,
};
const FONT_SIZE = 12;

/** From the end of a bar to the side of the next one, in pixels. */
function connector({ options, scales }, { end }, bar, next) {
    if (options.indexAxis === "y") {
        const level = scales.x.getPixelForValue(end);
        return [level, bar.y + bar.height / 2, level, next.y - next.height / 2];
    }
    const level = scales.y.getPixelForValue(end);
    const side = Math.sign(next.x - bar.x) / 2;
    return [bar.x + side * bar.width, level, next.x - side * next.width, level];
}

/** Draw a line from the end of each bar to the next one. */
function drawConnectors(chart, bars) {
    const { ctx, scales } = chart;
    const elements = chart.getDatasetMeta(0).data;
    ctx.save();
    ctx.strokeStyle = scales.x.options.ticks.color;
    ctx.globalAlpha = 0.4;
    ctx.beginPath();
    for (let index = 0; index < bars.length - 1; index++) {
        const [fromX, fromY, toX, toY] = connector(
            chart,
            bars[index],
            ...elements.slice(index),
        );
        ctx.moveTo(fromX, fromY);
        ctx.lineTo(toX, toY);
    }
    ctx.stroke();
    ctx.restore();
}

/** Where the value of a bar is written: beside its larger end. */
function place({ options, scales }, { start, end }, { x, y }) {
    const top = Math.max(start, end, 0);
    if (options.indexAxis === "x") {
        return { x, y: scales.y.getPixelForValue(top) - 3, align: "center" };
    }
    const isReversed = scales.x.options.reverse;
    const level = scales.x.getPixelForValue(top);
    return {
        x: level + (isReversed ? -4 : 4),
        y,
        align: isReversed ? "right" : "left",
    };
}

function drawValues(chart, bars, short) {
    const { canvas, ctx, options, scales } = chart;
    ctx.save();
    ctx.font = `500 ${FONT_SIZE}px ${window.getComputedStyle(canvas).fontFamily}`;
    ctx.fillStyle = scales.x.options.ticks.color;
    ctx.textBaseline = options.indexAxis === "x" ? "bottom" : "middle";
    for (const [index, element] of chart.getDatasetMeta(0).data.entries()) {
        const { x, y, align } = place(chart, bars[index], element);
        ctx.textAlign = align;
        ctx.fillText(short(bars[index]), x, y);
    }
    ctx.restore();
}

function getScales(isFlat, axis) {
    const ticks = { font: { size: FONT_SIZE } };
    const names = getScale(!isFlat, {
        grid: { display: false },
        ticks: { ...ticks, autoSkip: false, maxRotation: 60 },
    });
    const amounts = getScale(isFlat, {
        beginAtZero: true,
        grace: isFlat ? 0 : "8%",
        ticks: { ...ticks, callback: axis, maxTicksLimit: isFlat ? 4 : 7 },
    });
    return isFlat ? { x: amounts, y: names } : { x: names, y: amounts };
}

/** Room for the values that are written beside the bars. */
function getPadding(isFlat) {
    if (!isFlat) {
        return { top: 18 };
    }
    return localization.direction === "rtl" ? { left: 56 } : { right: 56 };
}

/**
 * The configuration of Chart.js for the bars of a waterfall.
 *
 * @param {Object[]} bars see ``waterfallBars``
 * @param {boolean} isFlat whether the bars lie, which fits a phone
 * @param {Object} say ``short(bar)`` beside a bar, ``full(bar)`` if it is pointed at,
 *   ``axis(value)`` beside the scale
 */
export function waterfallConfig(bars, isFlat, { short, full, axis }) {
    return {
        type: "bar",
        data: {
            labels: bars.map(({ label }) => label),
            datasets: [
                {
                    data: bars.map(({ start, end }) => [start, end]),
                    backgroundColor: bars.map(({ tone }) => TONES[tone]),
                    borderSkipped: false,
                    borderRadius: 2,
                    minBarLength: 2,
                },
            ],
        },
        options: {
            indexAxis: isFlat ? "y" : "x",
            animation: false,
            layout: { padding: getPadding(isFlat) },
            scales: getScales(isFlat, axis),
            plugins: {
                legend: { display: false },
                tooltip: {
                    displayColors: false,
                    callbacks: { label: ({ dataIndex }) => full(bars[dataIndex]) },
                },
            },
        },
        plugins: [
            {
                id: "waterfall",
                beforeDatasetsDraw: (chart) => drawConnectors(chart, bars),
                afterDatasetsDraw: (chart) => drawValues(chart, bars, short),
            },
        ],
    };
}
