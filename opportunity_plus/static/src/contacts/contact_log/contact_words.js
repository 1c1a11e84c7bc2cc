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
 * What the user is told once a contact is saved.
 *
 * @param {ContactLogDialog} dialog
 * @param {number|false} [plannedId] the activity that was planned with it
 */
export function toldOf(dialog, plannedId) {
    const { choices, draft, nextTypeId, stage, state } = dialog;
    const type = choices.types.find(({ id }) => id === nextTypeId);
    // what a type of activity has triggered is known to the server alone
    const planned = plannedId ? undefined : choices.remaining(dialog);
    return {
        leadId: state.leadId,
        isMoved: Boolean(stage),
        isWon: Boolean(stage?.is_won),
        title: _t("Contact logged: %s", dialog.name),
        next: nextLabel(draft.nextDate, type, stage, planned),
    };
}

/**
 * What comes next, for the message after saving.
 *
 * @param {DateTime|false} date of the next step
 * @param {{name: string}} [type] of the next step
 * @param {{name: string}} [stage] to which the opportunity has moved
 * @param {Object|false} [planned] the activity that comes next where no step was
 *  chosen; undefined: nobody knows
 */
function nextLabel(date, type, stage, planned) {
    const moved = stage && _t("Now in %s.", stage.name);
    return [moved, stepLabel(date, type, planned)].filter(Boolean).join(" ");
}

function stepLabel(date, type, planned) {
    if (!date && !planned) {
        return planned === false && _t("No next step is planned.");
    }
    const day = date || luxon.DateTime.fromISO(planned.date_deadline);
    const step = date ? type?.name || _t("Contact") : planned.name;
    return _t("Next: %(step)s, %(date)s", { step, date: formatDate(day) });
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
