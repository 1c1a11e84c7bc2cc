import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";

import { sayDay } from "@opportunity_plus/reports/period";
import { BridgeFigure } from "./bridge_figure";
import { formatMoney, formatPart } from "./money";

/** What there was, what it has become, and the difference. */
export class BridgeSummary extends Component {
    static template = "opportunity_plus.BridgeSummary";
    static components = { BridgeFigure };
    static props = {
        currencyId: Number,
        from: String,
        today: String,
        until: String,
        total: Object,
    };

    /** What the figure of a day is headed with. */
    heading(day) {
        if (day >= this.props.today) {
            return _t("Today");
        }
        return _t("End of %s", sayDay(day));
    }

    get change() {
        const { currencyId, total } = this.props;
        const before = total.opening.value;
        const change = total.closing.value - before;
        return {
            part: formatPart(change, before, { signed: true }),
            text: formatMoney(change, currencyId, { signed: true }),
        };
    }

    count(name) {
        return formatInteger(this.props.total[name].count);
    }

    money(name) {
        return formatMoney(this.props.total[name].value, this.props.currencyId);
    }
}
