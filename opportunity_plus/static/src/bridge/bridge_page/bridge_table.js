import { Component } from "@odoo/owl";

import { formatInteger } from "@web/views/fields/formatters";

import { BridgeFigure } from "./bridge_figure";
import { formatMoney } from "./money";
import { definitionOf, ENDS, MOVEMENTS } from "./movements";

/** Each movement in a line, with its definition, count and value. */
export class BridgeTable extends Component {
    static template = "opportunity_plus.BridgeTable";
    static components = { BridgeFigure };
    static props = {
        currencyId: Number,
        figures: Object,
        measure: String,
        question: Object,
    };

    get rows() {
        const { currencyId, figures, question } = this.props;
        return MOVEMENTS.map((movement) => {
            const { count, value } = figures[movement.name];
            const isEnd = ENDS.includes(movement.name);
            return {
                ...movement,
                count: formatInteger(count),
                definition: definitionOf(movement, question),
                isEnd,
                isNone: !count,
                value:
                    value || isEnd
                        ? formatMoney(value, currencyId, { signed: !isEnd })
                        : "–",
            };
        });
    }
}
