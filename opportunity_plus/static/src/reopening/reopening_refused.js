import { WarningDialog } from "@web/core/errors/error_dialogs";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/**
 * Says that the user may not reopen the opportunity, and offers to request it.
 */
export class ReopeningRefusedDialog extends WarningDialog {
    static template = "opportunity_plus.ReopeningRefusedDialog";

    inferTitle() {
        return _t("Closed Opportunity");
    }

    get leadIds() {
        return this.props.data?.context?.lead_ids || [];
    }

    async requestReopening() {
        // not useService(): its services stop working when the dialog is closed
        const { orm, action } = this.env.services;
        this.props.close();
        await action.doAction(
            await orm.call("crm.lead", "oplus_action_reopening_request", [
                this.leadIds,
            ]),
        );
    }
}

registry
    .category("error_dialogs")
    .add(
        "odoo.addons.opportunity_plus.exceptions.ReopeningRefused",
        ReopeningRefusedDialog,
    );
