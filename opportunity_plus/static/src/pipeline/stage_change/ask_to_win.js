import { checkRainbowmanMessage } from "@crm/views/check_rainbowman_message";
import { registry } from "@web/core/registry";
import { openStageMove } from "./stage_move_dialog";
import { TAG } from "./stage_move_view";

/** What the button *Won* does if something is missing: asks for it, and wins. */
async function askToWin(env, { params }) {
    const { lead_id: resId, stage_id: stageId, form } = params;
    const { action, effect, orm } = env.services;
    if (form) {
        await action.doAction(form);
    }
    const args = [[resId], stageId];
    const asks = await orm.call("crm.lead", "oplus_stage_move_asks", args);
    if (asks) {
        if (!(await openStageMove(env.services, [resId], stageId, asks))) {
            return; // an action here would replace the one that opens a quotation
        }
        await checkRainbowmanMessage(orm, effect, resId);
    }
    return form
        ? { type: "ir.actions.client", tag: "soft_reload" }
        : { type: "ir.actions.act_window_close" };
}

registry.category("actions").add(TAG, askToWin);
