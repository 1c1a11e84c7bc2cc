import { Component } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { getPeriods } from "./period";

/** Chooses the first and the last day of a period, or one of the usual periods. */
export class PeriodChooser extends Component {
    static template = "opportunity_plus.PeriodChooser";
    static components = { DateTimeInput, Dropdown, DropdownItem };
    static props = { from: String, to: String, onChange: Function };

    get periods() {
        return getPeriods();
    }

    get label() {
        const { from, to } = this.props;
        const isChosen = (period) => period.from === from && period.to === to;
        return this.periods.find(isChosen)?.label || _t("Custom Period");
    }

    day(name) {
        return deserializeDate(this.props[name]);
    }

    choose({ from, to }) {
        this.props.onChange({ from, to });
    }

    /** An emptied field keeps its day. */
    chooseDay(name, day) {
        if (day) {
            this.props.onChange({ [name]: serializeDate(day) });
        }
    }
}
