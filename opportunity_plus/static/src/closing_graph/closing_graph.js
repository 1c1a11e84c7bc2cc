import { hexToRGBA } from "@web/core/colors/colors";
import { registry } from "@web/core/registry";
import { sortBy } from "@web/core/utils/arrays";
import { GraphModel } from "@web/views/graph/graph_model";
import { GraphRenderer } from "@web/views/graph/graph_renderer";
import { graphView } from "@web/views/graph/graph_view";

// fields that tell an outcome: of an opportunity, of a stay, of an arrival in a stage
const OUTCOMES = ["won_status", "outcome", "became"];
// the order matters: what is good is on the left
const COLORS = {
    won: "#198754",
    advanced: "#198754",
    lost: "#dc3545",
    moved_back: "#fd7e14",
    left: "#6c757d",
    pending: "#adb5bd",
    open: "#adb5bd",
    still_here: "#adb5bd",
};

/** Return the outcome of a group of values, undefined if it has none. */
function getOutcome(identifier) {
    const values = Object.assign({}, ...JSON.parse(identifier));
    return values[OUTCOMES.find((name) => name in values)];
}

function isOutcome({ fieldName }) {
    return OUTCOMES.includes(fieldName);
}

/** Whether the second and last grouping is by outcome. */
function isByOutcome({ groupBy }) {
    return groupBy.length === 2 && isOutcome(groupBy[1]);
}

export class ClosingGraphModel extends GraphModel {
    /** Add the months in which nothing was closed, which Odoo omits from bars. */
    async _loadDataPoints(metaData) {
        const [points, currencies] = await super._loadDataPoints(metaData);
        const known = points.find((point) => point.count);
        if (known && isByOutcome(metaData)) {
            const { identifier, labels, currencyId } = known;
            for (const point of points.filter(({ count }) => count === 0)) {
                point.labels = [point.labels[0], labels[1]];
                Object.assign(point, { count: null, currencyId, identifier, value: 0 });
            }
        }
        return [points, currencies];
    }

    _getData(...args) {
        const data = super._getData(...args);
        if (isByOutcome(this.metaData)) {
            const rank = ({ identifiers: [first] }) =>
                Object.keys(COLORS).indexOf(getOutcome(first));
            data.datasets = sortBy(data.datasets, rank);
        }
        return data;
    }

    /** No line for the total: won and lost must not be added up. */
    _getLineOverlayDataset() {
        return isByOutcome(this.metaData) ? null : super._getLineOverlayDataset();
    }
}

export class ClosingGraphRenderer extends GraphRenderer {
    getColor(identifier) {
        return COLORS[getOutcome(identifier)];
    }

    /** Call back with each dataset and the color of its outcome. */
    paint(callback) {
        if (isByOutcome(this.model.metaData)) {
            for (const dataset of this.model.data.datasets) {
                const [first] = dataset.identifiers;
                callback(dataset, this.getColor(first));
            }
        }
    }

    getBarChartData() {
        const data = super.getBarChartData();
        this.paint((dataset, color) => {
            dataset.backgroundColor = color;
        });
        return data;
    }

    getLineChartData() {
        const data = super.getLineChartData();
        this.paint((dataset, color) => {
            dataset.backgroundColor = hexToRGBA(color, 0.2);
            dataset.borderColor = color;
            dataset.hoverBackgroundColor = color;
            dataset.pointBackgroundColor = color;
        });
        return data;
    }

    get isPieOfOutcomes() {
        const { groupBy, mode } = this.model.metaData;
        return mode === "pie" && groupBy.length === 1 && isOutcome(groupBy[0]);
    }

    getPieChartData() {
        const data = super.getPieChartData();
        const [dataset] = data.datasets;
        if (this.isPieOfOutcomes && dataset.identifiers) {
            const colors = [...dataset.identifiers].map(this.getColor);
            dataset.backgroundColor = colors;
            dataset.hoverBackgroundColor = colors;
        }
        return data;
    }

    getLegendOptions() {
        const options = super.getLegendOptions();
        if (this.isPieOfOutcomes) {
            const { generateLabels } = options.labels;
            options.labels.generateLabels = (chart) =>
                generateLabels(chart).map((label) => ({
                    ...label,
                    fillStyle: chart.data.datasets[0].backgroundColor[label.index],
                }));
        }
        return options;
    }

    /** Show the title of the axis: a number of opportunities, or an amount. */
    getScaleOptions() {
        const scales = super.getScaleOptions();
        if (scales.y) {
            scales.y.title.display = true;
        }
        return scales;
    }
}

registry.category("views").add("opportunity_closing_graph", {
    ...graphView,
    Model: ClosingGraphModel,
    Renderer: ClosingGraphRenderer,
});
