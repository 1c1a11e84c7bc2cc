import { Component } from "@odoo/owl";

import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

import { todayOfCompany } from "@opportunity_plus/reports/period";
import { proposedDays } from "./dates";

/** Chooses one day, or one of the usual ones. */
export class DayChooser extends Component {
    static template = "opportunity_plus.DayChooser";
    static components = { DateTimeInput, Dropdown, DropdownItem };
    static props = { day: String, onChange: Function };

    get days() {
        return proposedDays(todayOfCompany());
    }

    get label() {
        const chosen = this.days.find(({ day }) => day === this.props.day);
        return chosen ? chosen.label : _t("Custom Day");
    }

    get value() {
        return deserializeDate(this.props.day);
    }

    /** An emptied field keeps its day. */
    choose(day) {
        if (day) {
            this.props.onChange(serializeDate(day));
        }
    }
}
