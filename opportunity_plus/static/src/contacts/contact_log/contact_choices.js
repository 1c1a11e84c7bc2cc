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

    get refusal() {
        return !this.record.may_log && this.record.refusal;
    }

    get hasNoLead() {
        return this.isLoaded && !this.leads.length && !this.refusal;
    }

    /** The opportunity to begin with; null: the user chooses one of several. */
    firstLeadId(isOfLead) {
        const isOneOfMany = !isOfLead && this.leads.length > 1;
        return isOneOfMany ? null : this.leads[0]?.id || 0;
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

    /** The next activity of the user besides the one that is done; undefined: something
     * else is planned; false: there is none. */
    remaining({ lead, activityId }) {
        const next = lead?.activities?.find(({ id }) => id !== activityId);
        return next || (lead?.more_planned ? undefined : false);
    }
}
