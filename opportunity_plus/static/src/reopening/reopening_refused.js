import { WarningDialog } from "@web/core/errors/error_dialogs";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/**
 * Tells that a closed opportunity is not taken back, and offers to ask those who may
 * do it.
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
        // the services themselves: those of a component end with it
        const { orm, action } = this.env.services;
        this.props.close();
        await action.doAction(
            await orm.call("crm.lead", "oplus_action_reopening_request", [this.leadIds]),
        );
    }
}

registry
    .category("error_dialogs")
    .add(
        "odoo.addons.opportunity_plus.exceptions.ReopeningRefused",
        ReopeningRefusedDialog,
    );
