import { Component } from "@odoo/owl";

import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, formatDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

import { Choice } from "./choice";
import { endOfQuarter } from "./dates";

export const MEASURES = [
    { value: "expected_revenue", label: _t("Expected Revenue") },
    {
        value: "weighted_revenue",
        label: _t("Weighted Revenue"),
        hint: _t("Expected revenue times the closing rate at that moment."),
    },
];
export const VIEWS = [
    {
        value: "net",
        label: _t("Net"),
        hint: _t("Each opportunity counts once, with what became of it in the period."),
    },
    {
        value: "gross",
        label: _t("Gross"),
        hint: _t("Each change counts by itself, even if it was taken back later."),
    },
];

/** What the bridge shows: measure, net or gross, closing window. */
export class BridgeOptions extends Component {
    static template = "opportunity_plus.BridgeOptions";
    static components = { Choice, DateTimeInput };
    static props = { choices: Object, onChange: Function };

    setup() {
        this.measures = MEASURES;
        this.views = VIEWS;
    }

    get windows() {
        const last = formatDate(deserializeDate(endOfQuarter(this.props.choices.to)));
        return [
            {
                value: "quarter",
                label: _t("Closing by %s", last),
                hint: _t(
                    "Expected to close by the end of the quarter of the last day.",
                ),
            },
            {
                value: "any",
                label: _t("Any Expected Closing"),
                hint: _t("What slipped or was pulled in is counted, without money."),
            },
            {
                value: "custom",
                label: _t("Closing Between…"),
                hint: _t("Days of your own. An empty one means: any."),
            },
        ];
    }

    day(name) {
        const day = this.props.choices[name];
        return day ? deserializeDate(day) : false;
    }

    chooseDay(name, day) {
        this.props.onChange({ [name]: day ? serializeDate(day) : "" });
    }
}
