import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { capitalize } from "@web/core/utils/strings";
import { dateField, DateTimeField } from "@web/views/fields/datetime/datetime_field";
import { formatDate } from "@web/views/fields/formatters";
import { commonEra } from "@opportunity_plus/entry/typed_date/common_era";
import { TypedDateField } from "@opportunity_plus/entry/typed_date/typed_date_field";

const { DateTime } = luxon;
const MILLISECONDS_PER_DAY = 24 * 60 * 60 * 1000;
const NEAR_DAYS = 7;

/** Days from today, in the time zone of the user, to a date; negative if past. */
export function daysUntil(date) {
    const there = DateTime.now().setZone(user.tz || undefined);
    const today = there.isValid ? there : DateTime.now();
    const count = ({ year, month, day }) =>
        Date.UTC(year, month - 1, day) / MILLISECONDS_PER_DAY;
    return count(date) - count(today);
}

/** The number of days in words: "3 days left", "today", "2 days late". */
export function formatDaysUntil(days) {
    if (days === 0) {
        return _t("today");
    }
    if (days > 0) {
        return days === 1 ? _t("1 day left") : _t("%s days left", days);
    }
    return days === -1 ? _t("1 day late") : _t("%s days late", -days);
}

/**
 * The expected closing of an opportunity, with a clock: green while there is time,
 * yellow when the date is near, red when it has passed, grey if won, lost or archived.
 */
export class ClosingClockField extends Component {
    static template = "opportunity_plus.ClosingClockField";
    static components = { TypedDateField };
    static props = { ...DateTimeField.props, label: { type: String, optional: true } };

    get date() {
        return this.props.record.data[this.props.name];
    }

    get formattedDate() {
        return formatDate(commonEra(this.date));
    }

    get days() {
        return daysUntil(this.date);
    }

    get isClosed() {
        const { data, isActive } = this.props.record;
        return !isActive || ["won", "lost"].includes(data.won_status);
    }

    /** A setting of the company of the opportunity, else of the active company. */
    get nearDays() {
        const { id } = this.props.record.data.company_id || user.activeCompany || {};
        const company = user.allowedCompanies.find((allowed) => allowed.id === id);
        return company?.opportunity_closing_near_days ?? NEAR_DAYS;
    }

    get urgency() {
        if (this.isClosed) {
            return "closed";
        }
        if (this.days < 0) {
            return "late";
        }
        return this.days < this.nearDays ? "near" : "far";
    }

    get remaining() {
        return this.isClosed ? "" : formatDaysUntil(this.days);
    }

    /** The text beside the clock, for dates that are near or past. */
    get warning() {
        return ["near", "late"].includes(this.urgency) ? this.remaining : "";
    }

    get tooltip() {
        return capitalize(this.remaining) || this.label;
    }

    get label() {
        return this.props.label || this.props.record.fields[this.props.name].string;
    }

    get dateProps() {
        const dateProps = { ...this.props };
        delete dateProps.label;
        return dateProps;
    }
}

registry.category("fields").add("closing_clock", {
    ...dateField,
    component: ClosingClockField,
    displayName: _t("Closing Clock"),
    // the moment of closing is shown as its day
    supportedTypes: ["date", "datetime"],
    extractProps: (staticInfo, dynamicInfo) => ({
        ...dateField.extractProps(staticInfo, dynamicInfo),
        label: staticInfo.string,
    }),
    fieldDependencies: [
        { name: "active", type: "boolean" },
        { name: "won_status", type: "selection" },
        // invisible: only the id is read, without a query for the name
        {
            name: "company_id",
            type: "many2one",
            relation: "res.company",
            invisible: true,
        },
    ],
    listViewWidth: [190],
});
