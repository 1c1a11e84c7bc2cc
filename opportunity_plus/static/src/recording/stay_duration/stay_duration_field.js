import { Component } from "@odoo/owl";
import { formatDuration } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatFloat } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const SECONDS_PER_DAY = 24 * 60 * 60;

/**
 * Format a number of days in words: "1 month, 3 days".
 *
 * Zero gives an empty text, since won and lost stays take no time.
 */
export function formatStayDuration(days) {
    return days ? formatDuration(days * SECONDS_PER_DAY, true) : "";
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
