import { hexToRGBA } from "@web/core/colors/colors";
import { registry } from "@web/core/registry";
import { sortBy } from "@web/core/utils/arrays";
import { getGroupBy } from "@web/search/utils/group_by";
import { formatInteger } from "@web/views/fields/formatters";
import { GraphModel } from "@web/views/graph/graph_model";
import { GraphRenderer } from "@web/views/graph/graph_renderer";
import { graphView } from "@web/views/graph/graph_view";
import { forecastGraphView } from "@crm/views/forecast_graph/forecast_graph_view";

import { colorsOf, isByOutcome, isOfOutcomes, rankOf } from "./outcomes";

export class ClosingGraphModel extends GraphModel {
    /** Add the months in which nothing was closed, which Odoo omits from bars. */
    async _loadDataPoints(metaData) {
        const [points, currencies] = await super._loadDataPoints(metaData);
        const known = points.find((point) => point.count);
        if (known && isByOutcome(metaData)) {
            const { identifier, labels, currencyId } = known;
            for (const point of points.filter(({ count }) => count === 0)) {
                point.labels = [point.labels[0], ...labels.slice(1)];
                Object.assign(point, { count: null, currencyId, identifier, value: 0 });
            }
        }
        return [points, currencies];
    }

    _getData(...args) {
        const data = super._getData(...args);
        if (isByOutcome(this.metaData) && this.metaData.mode !== "pie") {
            const rank = ({ identifiers: [first] }) => rankOf(first);
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
    /** Call back with each series that stands for an outcome, and its color. */
    paint(callback) {
        if (isByOutcome(this.model.metaData)) {
            const { datasets } = this.model.data;
            const colors = colorsOf(datasets.map(({ identifiers: [first] }) => first));
            datasets.forEach((dataset, index) => callback(dataset, colors[index]));
        }
    }

    getBarChartData() {
        const data = super.getBarChartData();
        this.paint((dataset, color) => {
            dataset.backgroundColor = color;
        });
        this.paintParts(data);
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

    getPieChartData() {
        const data = super.getPieChartData();
        this.paintParts(data);
        return data;
    }

    get isOfOutcomes() {
        return isOfOutcomes(this.model.metaData);
    }

    /** Give each bar or slice the color of its own outcome. */
    paintParts({ datasets: [dataset] }) {
        if (this.isOfOutcomes && dataset?.identifiers) {
            const colors = colorsOf([...dataset.identifiers]);
            dataset.backgroundColor = colors;
            dataset.hoverBackgroundColor = colors;
        }
    }

    getLegendOptions() {
        const options = super.getLegendOptions();
        if (this.isOfOutcomes && this.model.metaData.mode === "bar") {
            options.display = false; // the axis names each bar
        } else if (this.isOfOutcomes) {
            const { generateLabels } = options.labels;
            options.labels.generateLabels = (chart) =>
                generateLabels(chart).map((label) => ({
                    ...label,
                    fillStyle: chart.data.datasets[0].backgroundColor[label.index],
                }));
        }
        return options;
    }

    getTooltipItems(data, metaData, tooltip) {
        const items = super.getTooltipItems(data, metaData, tooltip);
        const [{ dataIndex }] = tooltip.dataPoints;
        for (const item of items.filter(({ boxColor }) => Array.isArray(boxColor))) {
            item.boxColor = item.boxColor[dataIndex];
        }
        return items;
    }

    /** Show the title of the axis: a number of opportunities, which are whole, or an
     * amount. */
    getScaleOptions() {
        const scales = super.getScaleOptions();
        if (scales.y) {
            scales.y.title.display = true;
            if (this.model.metaData.measure === "__count") {
                scales.y.ticks.precision = 0;
                scales.y.ticks.callback = (count) => formatInteger(count);
            }
        }
        return scales;
    }
}

/** Months alone do not tell what was won: each is divided by outcome. */
export class ForecastGraphModel extends ClosingGraphModel {
    _normalize(metaData) {
        super._normalize(metaData);
        const [first, ...others] = metaData.groupBy;
        const isDivided = others.length || !("won_status" in metaData.fields);
        if (first?.fieldName === "oplus_forecast_date" && !isDivided) {
            metaData.groupBy.push(getGroupBy("won_status", metaData.fields));
        }
    }
}

const views = registry.category("views");
const parts = { Model: ClosingGraphModel, Renderer: ClosingGraphRenderer };
views.add("opportunity_closing_graph", { ...graphView, ...parts });
views.add("opportunity_forecast_graph", {
    ...forecastGraphView,
    ...parts,
    Model: ForecastGraphModel,
});
