import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatFloat } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const SECONDS_PER_DAY = 24 * 60 * 60;

const UNITS = ["years", "months", "days", "hours", "minutes"];

/**
 * Format a number of days in words: "1 month, 3 days".
 *
 * The largest unit there is any of, and the next smaller one; in the user's language.
 * Zero gives an empty text, since won and lost stays take no time.
 */
export function formatStayDuration(days) {
    if (!days) {
        return "";
    }
    const { DateTime, Duration } = luxon;
    const seconds = Math.max(days * SECONDS_PER_DAY, 60);
    const exact = Duration.fromObject({ seconds }).shiftTo(...UNITS);
    const amounts = UNITS.map((unit) => [unit, Math.floor(exact.get(unit))]);
    const first = amounts.findIndex(([, amount]) => amount);
    const words = amounts
        .slice(first, first + 2)
        .filter(([, amount]) => amount)
        .map((one) => Duration.fromObject(Object.fromEntries([one])))
        .map((duration) => duration.toHuman({ unitDisplay: "long" }));
    return new Intl.ListFormat(DateTime.now().locale, { type: "unit" }).format(words);
}

export class StayDurationField extends Component {
    static template = "opportunity_plus.StayDurationField";
    static props = { ...standardFieldProps };

    get days() {
        return this.props.record.data[this.props.name];
    }

    get formattedValue() {
        return formatStayDuration(this.days);
    }

    get exactValue() {
        return this.days ? _t("%s days", formatFloat(this.days)) : "";
    }
}

registry.category("fields").add("stay_duration", {
    component: StayDurationField,
    displayName: _t("Time in Stage"),
    supportedTypes: ["float"],
});

registry.category("formatters").add("stay_duration", formatStayDuration);
