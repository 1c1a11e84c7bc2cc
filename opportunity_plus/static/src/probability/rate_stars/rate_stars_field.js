import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatFloat, formatPercentage } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const STARS = 5;
const ICONS = ["fa-star-o", "fa-star-half-o", "fa-star"];

/** Convert a rate in percent to stars, 0 to 5 in steps of a half. */
export function rateToStars(rate) {
    return Math.round((Math.min(Math.max(rate, 0), 100) / 100) * STARS * 2) / 2;
}

/** A read-only rate in percent, as stars and as a number. */
export class RateStarsField extends Component {
    static template = "opportunity_plus.RateStarsField";
    static props = { ...standardFieldProps, label: { type: String, optional: true } };

    get rate() {
        return this.props.record.data[this.props.name] || 0;
    }

    get stars() {
        return rateToStars(this.rate);
    }

    get icons() {
        return [...Array(STARS).keys()].map((position) => {
            const halves = Math.round((this.stars - position) * 2);
            return ICONS[Math.min(Math.max(halves, 0), 2)];
        });
    }

    get formattedRate() {
        return formatPercentage(this.rate / 100);
    }

    get description() {
        return _t("%(label)s: %(rate)s, %(stars)s of 5 stars", {
            label: this.props.label || this.props.record.fields[this.props.name].string,
            rate: this.formattedRate,
            stars: formatFloat(this.stars, { digits: [16, 1], trailingZeros: false }),
        });
    }
}

registry.category("fields").add("rate_stars", {
    component: RateStarsField,
    displayName: _t("Rate in Stars"),
    supportedTypes: ["float", "integer"],
    isEmpty: () => false,
    extractProps: ({ string }) => ({ label: string }),
    listViewWidth: [140],
});
