import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";

import { BridgeFigure } from "./bridge_figure";
import { formatMoney } from "./money";
import { definitionOf, ENDS, movementsIn } from "./movements";

/** A line for each group, a column for each movement that happened in one of them. */
export class BridgeGroups extends Component {
    static template = "opportunity_plus.BridgeGroups";
    static components = { BridgeFigure };
    static props = {
        currencyId: Number,
        groups: Array,
        title: String,
        total: Object,
        question: Object,
    };

    get columns() {
        const { question } = this.props;
        return movementsIn(this.rows).map((movement) => ({
            ...movement,
            definition: definitionOf(movement, question),
        }));
    }

    /** The groups, and everything without moves between them. */
    get rows() {
        const { groups, total } = this.props;
        const last = {
            ...total,
            key: "total",
            isTotal: true,
            label: _t("All Together"),
        };
        return [...groups, last];
    }

    cell(row, { name, label }) {
        const { count, value } = row[name];
        const isEnd = ENDS.includes(name);
        const money = formatMoney(value, this.props.currencyId, { signed: !isEnd });
        return {
            count: formatInteger(count),
            figure: { movement: name, group: row.isTotal ? undefined : row.values },
            isNone: !count,
            name: `${row.label} – ${label}`,
            text: value || isEnd ? money : "–",
        };
    }
}
