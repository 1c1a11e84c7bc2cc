import { Component, onMounted, useRef, useState } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { AskingDialog, askToDiscard } from "@opportunity_plus/foundation/asking_dialog";
import { problemOf } from "@opportunity_plus/pipeline/stage_change/refusal";
import { ContactChoices } from "./contact_choices";
import { useLogFocus } from "./contact_focus";
import { useKeptDraft } from "./contact_kept";
import {
    activityLabel,
    dayOptions,
    moreLabel,
    resultOptions,
    savedBefore,
    telephone,
    toldOf,
} from "./contact_words";
import { Toggles } from "./toggles";

/** A contact in one dialog: what was said, and what comes next. */
export class ContactLogDialog extends Component {
    static template = "opportunity_plus.ContactLogDialog";
    static components = { AskingDialog, DateTimeInput, Toggles };
    static props = {
        choices: { type: Object, optional: true },
        close: Function,
        kind: { type: String, optional: true },
        name: { type: String, optional: true },
        onLogged: Function,
        onLoggedBefore: { type: Function, optional: true },
        resId: Number,
        resModel: String,
    };

    setup() {
        this.dialog = useService("dialog");
        Object.assign(this, { activityLabel, moreLabel, telephone });
        this.now = luxon.DateTime.now();
        Object.assign(this, { days: dayOptions(), results: resultOptions() });
        this.rootRef = useRef("root");
        this.noteRef = useRef("note");
        useKeptDraft(this);
        this.state = useState({
            choices: new ContactChoices(),
            isBusy: false,
            isSaving: false,
            leadId: this.isOfLead && this.props.resId,
            problem: "",
        });
        // there at once: no second tap opens another one
        onMounted(() => void this.attempt(() => this.load()));
        useLogFocus(this);
    }

    get isOfLead() {
        return this.props.resModel === "crm.lead";
    }

    get choices() {
        return this.state.choices;
    }

    /** The opportunity; undefined: none, it is a contact of the customer alone. */
    get lead() {
        return this.choices.leads.find(({ id }) => id === this.state.leadId);
    }

    get name() {
        return this.lead?.name || this.choices.record.name || this.props.name || "";
    }

    get phone() {
        return this.lead?.phone || this.choices.partner?.phone || "";
    }

    get nextTypeId() {
        return this.draft.nextTypeId || this.choices.typeOf(this.draft.kind);
    }

    get stages() {
        const { lead } = this;
        return lead ? lead.stages.filter(({ id }) => id !== lead.stage_id) : [];
    }

    get stage() {
        return this.stages.find(({ id }) => id === this.draft.stageId);
    }

    get activityId() {
        const { activityId, kind } = this.draft;
        return activityId ?? this.choices.due(this.lead, kind)?.id ?? 0;
    }

    choose(name, { target }) {
        this.draft[name] = Number(target.value);
    }

    chooseLead({ target }) {
        this.state.leadId = Number(target.value);
        this.draft.leaveLead();
        this.saver.begin();
    }

    /** Leaves the dialog for the form of a new opportunity of the customer. */
    async createLead() {
        if (await this.mayClose()) {
            this.props.close();
            await this.saver.openNewLead(this.props.resId);
        }
    }

    async load() {
        const { choices, resModel, resId } = this.props;
        const told = !this.choices.isLoaded && choices;
        const answer = told || (await this.saver.choices(resModel, resId));
        this.state.choices = new ContactChoices(answer);
        this.state.leadId = this.choices.firstLeadId(this.isOfLead);
        this.draft.setToday(answer.today);
    }

    /** Does one thing at a time, and tells what went wrong in the dialog. */
    async attempt(work, isSaving = false) {
        if (this.state.isBusy) {
            return undefined;
        }
        Object.assign(this.state, { isBusy: true, isSaving, problem: "" });
        try {
            return await work();
        } catch (error) {
            this.state.problem = problemOf(error, this);
        } finally {
            Object.assign(this.state, { isBusy: false, isSaving: false });
        }
        return undefined;
    }

    async save() {
        if (!this.choices.isLoaded) {
            await this.attempt(() => this.load());
            if (!this.isOfLead) {
                return; // the user chooses the opportunity first
            }
        }
        if (this.state.leadId === null) {
            this.state.problem = _t(
                "Several opportunities are open. Choose one of them.",
            );
            this.rootRef.el.querySelector(".o_contact_log_lead").focus();
            return;
        }
        const result = await this.attempt(() => this.send(), true);
        if (result && this.saver.isOutdated(result)) {
            await this.keepAdditions();
        } else if (result) {
            this.forget();
            this.props.onLogged(toldOf(this, result.next_activity_id));
            this.props.close();
        }
    }

    /** An earlier save has come through, without what was changed since. */
    async keepAdditions() {
        const { leadId } = this.state;
        this.props.onLoggedBefore?.({ ...toldOf(this), next: "" });
        this.saver.begin();
        this.draft.activityId = undefined;
        await this.attempt(() => this.load());
        Object.assign(this.state, { leadId, problem: savedBefore() });
    }

    get values() {
        const { draft } = this;
        return {
            ...draft.values,
            next_type_id: (draft.nextDate && this.nextTypeId) || null,
            activity_id: this.activityId || null,
        };
    }

    async send() {
        const { draft, stage } = this;
        const { leadId } = this.state;
        if (stage) {
            return this.saver.sendWithMove(leadId, this.values, stage, draft.reason);
        }
        return leadId
            ? this.saver.send("crm.lead", leadId, this.values)
            : this.saver.send(this.props.resModel, this.props.resId, this.values);
    }

    onKeydown(event) {
        if (event.key === "Enter" && event.target.type === "radio") {
            event.preventDefault();
            this.save();
        }
    }

    /** Whether nothing was typed, or the user gives it up; what is being saved stays. */
    async mayClose() {
        const { draft, state } = this;
        const title = _t("Discard the Contact?");
        const mayClose =
            !state.isSaving &&
            (!draft.isTyped || (await askToDiscard(this.dialog, title)));
        if (mayClose) {
            this.forget();
        }
        return mayClose;
    }

    async discard() {
        if (await this.mayClose()) {
            this.props.close();
        }
    }
}
