import { registry } from "@web/core/registry";
import { moveWithReason } from "@opportunity_plus/pipeline/stage_change/reason_dialog";
import { openStageMove } from "@opportunity_plus/pipeline/stage_change/stage_move_dialog";

/**
 * Move one opportunity, after asking for what the stage demands.
 *
 * @param {Object} services `action`, `dialog` and `orm`
 * @param {Object} params what `oplus_action_next_stage` returned
 * @returns {Promise<boolean>} whether it was moved
 */
async function move(services, params) {
    const { orm } = services;
    const { lead_id: resId, stage_id: stageId } = params;
    const asks = await orm.call("crm.lead", "oplus_stage_move_asks", [
        [resId],
        stageId,
    ]);
    if (asks) {
        return openStageMove(services, [resId], stageId, asks);
    }
    const { dialog } = services;
    const { name, stage } = params;
    return moveWithReason(dialog, { names: [name], stage }, (reason) =>
        orm.call("crm.lead", "oplus_stage_move", [[resId], stageId, {}], { reason }),
    );
}

/** *Move to Next Stage*, where the stage asks for something. */
async function moveOn({ services }, { params }) {
    if (!(await move(services, params))) {
        return; // an action here would replace the one that opens a quotation
    }
    services.notification.add(params.message, { type: "success" });
    return { type: "ir.actions.act_window_close" };
}

registry.category("actions").add("opportunity_plus_next_stage", moveOn);
