import { uuid } from "@web/core/utils/strings";
import { isRefusal } from "@opportunity_plus/pipeline/stage_change/refusal";
import { openStageMove } from "@opportunity_plus/pipeline/stage_change/stage_move_dialog";

/** Saves the contact of one dialog, once: the server knows a repetition by the token. */
export class ContactSaver {
    constructor(services) {
        this.services = services;
        this.begin();
    }

    /** Another contact, not a repetition of the one before. */
    begin() {
        this.token = uuid();
        this.sent = new Set();
    }

    /** Whether what the server has kept may not be what was sent last. */
    isOutdated({ is_repeated: isRepeated }) {
        return isRepeated && this.sent.size > 1;
    }

    call(resModel, resId, method, ...args) {
        return this.services.orm.call(resModel, method, [[resId], ...args]);
    }

    choices(resModel, resId) {
        return this.call(resModel, resId, "oplus_contact_choices");
    }

    openNewLead(partnerId) {
        return this.services.action.doAction({
            type: "ir.actions.act_window",
            res_model: "crm.lead",
            views: [[false, "form"]],
            context: { default_partner_id: partnerId, default_type: "opportunity" },
        });
    }

    async send(resModel, resId, values) {
        const { orm } = this.services;
        const said = JSON.stringify([resModel, resId, values]);
        this.sent.add(said);
        const kwargs = { ...values, token: this.token };
        const method =
            resModel === "crm.lead" ? "action_log_contact" : "oplus_action_log_contact";
        try {
            return await orm.call(resModel, method, [[resId]], kwargs);
        } catch (error) {
            // what was refused is not kept
            isRefusal(error) && this.sent.delete(said);
            throw error;
        }
    }

    /**
     * Saves the contact and moves the opportunity; asks for what the stage misses.
     *
     * @returns {Promise<false|Object>} false if the user cancels
     */
    async sendWithMove(leadId, values, stage, reason) {
        const move = { ...values, stage_id: stage.id };
        const asks =
            stage.asks_more &&
            (await this.call("crm.lead", leadId, "oplus_stage_move_asks", stage.id));
        if (!asks) {
            return this.send("crm.lead", leadId, { ...move, reason: reason || null });
        }
        let result = false;
        // another page would close the dialogs, and what was typed would be lost
        const told = { ...asks, asks_quotation: false, reason };
        await openStageMove(this.services, [leadId], stage.id, told, async (given) => {
            result = await this.send("crm.lead", leadId, { ...move, ...given });
        });
        return result;
    }
}
