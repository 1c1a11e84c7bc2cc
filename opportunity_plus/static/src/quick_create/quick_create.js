import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";
import { KanbanQuickCreateController } from "@web/views/kanban/kanban_record_quick_create";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";

const SECONDS_TO_READ = 12;

/** Whether the server refused the values with a message, and did not fail. */
function isRefusal(error) {
    return (
        error instanceof RPCError && error.exceptionName?.startsWith("odoo.exceptions.")
    );
}

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
 * Shows why an opportunity was refused. Odoo would open the full form without a message
 * and without the typed values. A button opens the full form, which has more fields.
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
            // a copy, so that the next quick form of the column starts empty
            context: { ...this.props.context, ...toDefaults(values, root.oplusTyped) },
            title: _t("Create"),
            onRecordSaved: async (record) => {
                await this.props.onValidate(record.resId, "add");
                await this.model.load({ resId: false });
            },
        });
    },
});
