import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";
import { KanbanQuickCreateController } from "@web/views/kanban/kanban_record_quick_create";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { isRefusal } from "@opportunity_plus/pipeline/stage_change/refusal";
import { openStageEntry } from "@opportunity_plus/pipeline/stage_change/stage_move_dialog";

const SECONDS_TO_READ = 12;

/** Turn the typed values of a form into defaults of another form. */
function toDefaults(values, typed) {
    const simple = Object.entries(values).filter(
        ([name, value]) => typed.has(name) && !Array.isArray(value),
    );
    return Object.fromEntries(
        simple.map(([name, value]) => [`default_${name}`, value]),
    );
}

/**
 * Asks for what the stage of the column requires, if that is missing. Otherwise shows
 * why an opportunity was refused: Odoo would open the full form without a message and
 * without the typed values. A button opens the full form, which has more fields.
 */
patch(KanbanQuickCreateController.prototype, {
    setup() {
        super.setup();
        this.notification = useService("notification");
    },

    /** A second Enter does not ask a second time for what the stage requires. */
    async validate() {
        if (!this.isAsking) {
            await super.validate(...arguments);
        }
    },

    showFormDialogInError(error) {
        if (this.props.resModel !== "crm.lead" || !isRefusal(error)) {
            return super.showFormDialogInError(error);
        }
        // not awaited: the form tells its values only after this has ended
        this.answerRefusal(error);
    },

    async answerRefusal(error) {
        if (await this.askForStage()) {
            return;
        }
        const close = this.notification.add(error.data.message, {
            type: "danger",
            autocloseDelay: SECONDS_TO_READ * 1000,
            buttons: [
                {
                    name: _t("Full Form"),
                    onClick: () => {
                        close();
                        return this.openFullForm();
                    },
                },
            ],
        });
    },

    /** Ask for what the stage requires; return whether anything is missing. */
    async askForStage() {
        this.isAsking = true;
        try {
            return await this.completeEntry();
        } finally {
            this.isAsking = false;
        }
    },

    async completeEntry() {
        const { context } = this.props;
        const { orm, root } = this.model;
        const values = await root.getChanges();
        const method = "oplus_stage_entry_asks";
        const asks = await orm.call("crm.lead", method, [values], { context });
        if (asks) {
            let shown = null;
            const show = (resId) => (shown = this.showCreated(resId));
            await openStageEntry(this.env.services, values, context, asks, show);
            await shown;
        }
        return Boolean(asks);
    },

    async showCreated(resId) {
        await this.props.onValidate(resId, "add");
        await this.model.load({ resId: false });
    },

    async openFullForm() {
        const { root } = this.model;
        const values = await root.getChanges();
        this.addDialog(FormViewDialog, {
            resModel: this.props.resModel,
            // a copy, so that the next quick form of the column starts empty
            context: { ...this.props.context, ...toDefaults(values, root.oplusTyped) },
            title: _t("Create"),
            onRecordSaved: (record) => this.showCreated(record.resId),
        });
    },
});
