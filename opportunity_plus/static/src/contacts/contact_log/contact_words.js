import { formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { QUICK_DAYS } from "./contact_draft";

/** The address that dials a number. */
export function telephone(number) {
    return `tel:${number.replace(/\s+/g, "")}`;
}

export function resultOptions() {
    return [
        { value: "yes", label: _t("Reached"), icon: "fa-check" },
        { value: "no", label: _t("Not reached"), icon: "fa-times" },
    ];
}

export function dayOptions() {
    const labels = [_t("None"), _t("Tomorrow"), _t("In 3 days"), _t("Next week")];
    return QUICK_DAYS.map((value, index) => ({ value, label: labels[index] }));
}

/** A planned activity and its day. */
export function activityLabel({ name, date_deadline: day }) {
    const date = formatDate(luxon.DateTime.fromISO(day));
    return _t("%(activity)s, %(date)s", { activity: name, date });
}

/**
 * What comes next, for the message after saving.
 *
 * @param {DateTime|false} date of the next step
 * @param {{name: string}} [type] of the next step
 * @param {{name: string}} [stage] to which the opportunity has moved
 * @param {{name: string, date_deadline: string}} [planned] what was planned before
 */
export function nextLabel(date, type, stage, planned) {
    const day = date || (planned && luxon.DateTime.fromISO(planned.date_deadline));
    const name = date ? type?.name : planned?.name;
    const next = day
        ? _t("Next: %(step)s, %(date)s", {
              step: name || _t("Contact"),
              date: formatDate(day),
          })
        : _t("No next step was planned.");
    const moved = stage && _t("Now in %s.", stage.name);
    return moved ? `${moved} ${next}` : next;
}

/** What is told where a save was repeated, and something was changed in between. */
export function savedBefore() {
    return _t(
        "This contact was already saved as you first sent it, before the connection was" +
            " lost. What you have changed since is not in it. Save again to log it as" +
            " another contact, or discard it.",
    );
}

/** How many opportunities of a customer are not among the choices. */
export function moreLabel(count) {
    return count === 1
        ? _t("1 more opportunity: open it to log the contact there.")
        : _t("%s more opportunities: open one to log the contact there.", count);
}
