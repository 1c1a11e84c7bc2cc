import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatDate, formatDateTime } from "@web/views/fields/formatters";
import { commonEra } from "@opportunity_plus/entry/typed_date/common_era";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const { DateTime } = luxon;
const MILLISECONDS_PER_HOUR = 60 * 60 * 1000;

function formatOver(days) {
    if (!days) {
        return _t("less than a day over target");
    }
    return days === 1 ? _t("1 day over target") : _t("%s days over target", days);
}

function formatLeft(days, hours) {
    if (days) {
        return days === 1
            ? _t("1 day left in stage")
            : _t("%s days left in stage", days);
    }
    if (!hours) {
        return _t("less than an hour left in stage");
    }
    return hours === 1
        ? _t("1 hour left in stage")
        : _t("%s hours left in stage", hours);
}

/**
 * Time until a moment in words: "3 days left in stage", "2 days over target".
 *
 * Rounded as people say it: 9 days and 23 hours are 10 days.
 */
export function formatTimeLeft(moment, now = DateTime.now()) {
    const hours = Math.abs(moment.toMillis() - now.toMillis()) / MILLISECONDS_PER_HOUR;
    const days = Math.round(hours / 24);
    if (moment < now) {
        return formatOver(hours < 24 ? 0 : days);
    }
    const isShort = Math.round(hours) < 24;
    return formatLeft(isShort ? 0 : days, hours < 1 ? 0 : Math.round(hours));
}

/** The same in days alone, as short as a column of a list is narrow. */
function formatDaysLeft(moment) {
    const hours = Math.abs(moment.diffNow("hours").hours);
    const days = hours < 24 ? 0 : Math.round(hours / 24);
    if (moment < DateTime.now()) {
        if (!days) {
            return _t("less than a day over");
        }
        return days === 1 ? _t("1 day over") : _t("%s days over", days);
    }
    if (!days) {
        return _t("less than a day left");
    }
    return days === 1 ? _t("1 day left") : _t("%s days left", days);
}

/**
 * The time left in the stage: an hourglass that is green while there is time, yellow on
 * the last day and red when the target is missed. A snoozed opportunity shows until
 * when, and why.
 */
export class StageClockField extends Component {
    static template = "opportunity_plus.StageClockField";
    static props = {
        ...standardFieldProps,
        hasReason: { type: Boolean, optional: true },
    };

    get data() {
        return this.props.record.data;
    }

    get deadline() {
        return this.data[this.props.name];
    }

    get isSnoozed() {
        return Boolean(this.data.oplus_is_snoozed && this.data.snooze_until);
    }

    get isShown() {
        return Boolean(this.deadline || this.isSnoozed);
    }

    get urgency() {
        if (this.isSnoozed) {
            return "snoozed";
        }
        if (this.deadline < DateTime.now()) {
            return "over";
        }
        return this.deadline < DateTime.now().plus({ days: 1 }) ? "near" : "far";
    }

    get icon() {
        const icons = { far: "fa-hourglass-start", near: "fa-hourglass-half" };
        return this.isSnoozed
            ? "fa-bell-slash-o"
            : icons[this.urgency] || "fa-hourglass-end";
    }

    /** In a card and a form the reason is beside the date, in a list in the tooltip. */
    get text() {
        if (!this.isSnoozed) {
            return this.props.hasReason
                ? formatTimeLeft(this.deadline)
                : formatDaysLeft(this.deadline);
        }
        const date = formatDate(commonEra(this.data.snooze_until));
        return this.props.hasReason && this.data.snooze_reason
            ? _t("Snoozed until %(date)s: %(reason)s", {
                  date,
                  reason: this.data.snooze_reason,
              })
            : _t("Snoozed until %s", date);
    }

    get tooltip() {
        const target = this.deadline
            ? _t("Target of this stage: %s", formatDateTime(commonEra(this.deadline)))
            : "";
        const reason = this.isSnoozed ? this.data.snooze_reason : "";
        return [reason, target].filter(Boolean).join(" · ");
    }
}

const stageClockField = {
    component: StageClockField,
    displayName: _t("Stage Clock"),
    supportedTypes: ["datetime"],
    isEmpty: () => false,
    extractProps: () => ({ hasReason: true }),
    fieldDependencies: [
        { name: "oplus_is_snoozed", type: "boolean" },
        { name: "snooze_until", type: "date" },
        { name: "snooze_reason", type: "char" },
    ],
};

registry.category("fields").add("stage_clock", stageClockField);
registry.category("fields").add("list.stage_clock", {
    ...stageClockField,
    extractProps: () => ({}),
    listViewWidth: [110],
});
