import { _t } from "@web/core/l10n/translation";

/** The kinds, where the server could not be asked. */
function defaultKinds() {
    return [
        { kind: "call", label: _t("Call"), icon: "fa-phone" },
        { kind: "visit", label: _t("Visit"), icon: "fa-users" },
        { kind: "message", label: _t("Message"), icon: "fa-envelope" },
    ];
}

/** What can be chosen for a contact; without the server's answer, only its kind. */
export class ContactChoices {
    isLoaded = false;
    kinds = defaultKinds();
    leads = [];
    moreLeads = 0;
    partner = false;
    record = { may_log: true };
    types = [];

    /** @param {Object} [answer] what `oplus_contact_choices` returned */
    constructor(answer) {
        if (answer) {
            const moreLeads = answer.more_leads || 0;
            Object.assign(this, answer, { isLoaded: true, moreLeads });
        }
    }

    get kindOptions() {
        return this.kinds.map(({ kind, label, icon }) => ({
            value: kind,
            label,
            icon,
        }));
    }

    /** The type of activity that a kind of contact is. */
    typeOf(kind) {
        return this.kinds.find((one) => one.kind === kind)?.type_id || false;
    }

    /** The planned activity of this kind that is due, which the contact does. */
    due(lead, kind) {
        return lead?.activities?.find(
            (activity) =>
                activity.kind === kind && activity.date_deadline <= this.today,
        );
    }

    /** The next activity of the user besides the one that is done; undefined: others
     * may have planned one; false: there is none. */
    remaining({ lead, activityId }) {
        const next = lead?.activities?.find(({ id }) => id !== activityId);
        const isUnknown = lead?.more_planned || (lead?.has_next_step && !activityId);
        return next || (isUnknown ? undefined : false);
    }
}
