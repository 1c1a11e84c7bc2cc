import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";
import { KanbanQuickCreateController } from "@web/views/kanban/kanban_record_quick_create";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";

const SECONDS_TO_READ = 12;

/** What was refused by a rule, which the user can follow, as opposed to a failure. */
function isRefusal(error) {
    return (
        error instanceof RPCError && error.exceptionName?.startsWith("odoo.exceptions.")
    );
}

/** What was typed in a form as defaults of another one, which proposes the rest. */
function toDefaults(values, typed) {
    const simple = Object.entries(values).filter(
        ([name, value]) => typed.has(name) && !Array.isArray(value),
    );
    return Object.fromEntries(
        simple.map(([name, value]) => [`default_${name}`, value]),
    );
}

/**
 * Says why an opportunity was refused, where Odoo opens the full form without a word
 * and without what was typed. For what the quick form does not ask for, the full form
 * is one click away.
 */
patch(KanbanQuickCreateController.prototype, {
    setup() {
        super.setup();
        this.notification = useService("notification");
    },

    showFormDialogInError(error) {
        if (this.props.resModel !== "crm.lead" || !isRefusal(error)) {
            return super.showFormDialogInError(error);
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

    async openFullForm() {
        const { root } = this.model;
        const values = await root.getChanges();
        this.addDialog(FormViewDialog, {
            resModel: this.props.resModel,
            // copied: the next quick form of the column starts afresh
            context: { ...this.props.context, ...toDefaults(values, root.oplusTyped) },
            title: _t("Create"),
            onRecordSaved: async (record) => {
                await this.props.onValidate(record.resId, "add");
                await this.model.load({ resId: false });
            },
        });
    },
});
