import { useState } from "@odoo/owl";
import { WarningDialog } from "@web/core/errors/error_dialogs";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useAutofocus } from "@web/core/utils/hooks";
import { AskingDialog, askToDiscard } from "@opportunity_plus/foundation/asking_dialog";
import { isBlank } from "@opportunity_plus/pipeline/stage_change/blank";
import { isRefusal } from "@opportunity_plus/pipeline/stage_change/refusal";

/**
 * Says that the user may not reopen the opportunity, and takes the request to reopen it.
 */
export class ReopeningRefusedDialog extends WarningDialog {
    static template = "opportunity_plus.ReopeningRefusedDialog";
    static components = { ...WarningDialog.components, AskingDialog };

    setup() {
        super.setup();
        this.state = useState({ reason: "", refusal: "", isSending: false });
        useAutofocus();
    }

    inferTitle() {
        return _t("Closed Opportunity");
    }

    get leadIds() {
        return this.props.data?.context?.lead_ids || [];
    }

    get canSend() {
        return !this.state.isSending && !isBlank(this.state.reason);
    }

    onKeydown(event) {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            return this.requestReopening();
        }
    }

    /** Whether nothing was typed, or the user gives it up. */
    async mayClose() {
        const { dialog } = this.env.services;
        const isTyped = !isBlank(this.state.reason);
        return !isTyped || askToDiscard(dialog, _t("Discard the Request?"));
    }

    async discard() {
        if (await this.mayClose()) {
            this.props.close();
        }
    }

    async requestReopening() {
        if (!this.canSend) {
            return;
        }
        this.state.isSending = true;
        // not useService(): its services stop working when the dialog is closed
        const { orm, notification } = this.env.services;
        try {
            const [id] = await orm.create("crm.lead.reason", [this.values]);
            await orm.call("crm.lead.reason", "action_apply", [[id]]);
        } catch (error) {
            this.state.isSending = false;
            if (!isRefusal(error)) {
                throw error;
            }
            // what was typed stays
            this.state.refusal = error.data.message;
            return;
        }
        this.props.close();
        notification.add(_t("The request to reopen was sent."), { type: "success" });
    }

    get values() {
        const reason = this.state.reason.trim();
        return { purpose: "request", lead_ids: [[6, 0, this.leadIds]], reason };
    }
}

registry
    .category("error_dialogs")
    .add(
        "odoo.addons.opportunity_plus.exceptions.ReopeningRefused",
        ReopeningRefusedDialog,
    );
