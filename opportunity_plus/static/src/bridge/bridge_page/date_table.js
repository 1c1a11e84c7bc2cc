import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";

import { BridgeFigure } from "./bridge_figure";
import { formatMoney, formatPart } from "./money";

/** The pipeline of a day: a line for each group, and all of them together. */
export class DateTable extends Component {
    static template = "opportunity_plus.DateTable";
    static components = { BridgeFigure };
    static props = {
        currencyId: Number,
        groups: Array,
        title: String,
        total: Object,
    };

    get rows() {
        const { groups, total } = this.props;
        return [
            ...groups,
            { ...total, key: "total", label: _t("Total"), isTotal: true },
        ];
    }

    /** A phone has the count below the name. */
    get columns() {
        const sums = ["expected_revenue", "weighted_revenue"];
        return this.env.isSmall ? sums : ["count", ...sums];
    }

    get hasShares() {
        return Boolean(this.props.title) && !this.env.isSmall;
    }

    figure(row) {
        return { group: row.isTotal ? undefined : row.values };
    }

    text(row, name) {
        return name === "count"
            ? formatInteger(row.count)
            : formatMoney(row[name], this.props.currencyId);
    }

    part(row) {
        return formatPart(row.expected_revenue, this.props.total.expected_revenue);
    }

    /** Lengths of the bars, in percent of the largest group. */
    bar(row) {
        const values = this.props.groups.map((group) => group.expected_revenue);
        const length = (value) =>
            `width: ${(100 * value) / (Math.max(...values) || 1)}%`;
        return {
            expected: length(row.expected_revenue - row.weighted_revenue),
            weighted: length(row.weighted_revenue),
        };
    }
}
