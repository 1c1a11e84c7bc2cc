import { checkRainbowmanMessage } from "@crm/views/check_rainbowman_message";
import { _t } from "@web/core/l10n/translation";
import { ReasonDialog } from "./reason_dialog";

/**
 * Opens the quotations of an opportunity in the middle of a move, keeps what was filled
 * in, and offers to go on with the move, wherever the user is by then.
 *
 * @param {Object} services `action`, `dialog`, `effect`, `notification`, `orm` and `ui`
 * @param {Object} move `resId`, `name`, `stageId`, `stage`, `documents` that are missing,
 *  `asksReason`, `bus`; `ask` opens the dialog of the move and tells whether it was made
 * @param {string} method what opens the quotations
 * @param {Object} given what was filled in
 */
export async function moveLater(services, move, method, given) {
    const { action, notification, orm } = services;
    const { values, checkpoint_ids: ticked } = given;
    if (ticked.length || Object.keys(values).length) {
        const args = [[move.resId], move.stageId, values, ticked];
        await orm.call("crm.lead", "oplus_stage_move_keep", args);
    }
    await action.doActionButton({
        type: "object",
        name: method,
        resModel: "crm.lead",
        resId: move.resId,
        context: {},
    });
    if (services.ui.isSmall) {
        await leaving(move.bus); // a message would cover the buttons of the quotation
    }
    const close = notification.add(
        _t("%(name)s: go on with the move once there is %(documents)s.", move),
        {
            title: _t("Move to %s", move.stage),
            type: "info",
            sticky: true,
            buttons: [
                {
                    name: _t("Move"),
                    primary: true,
                    onClick: () => {
                        close();
                        return goOn(services, move, given.reason);
                    },
                },
            ],
        },
    );
}

/** Resolves when another page than a dialog is opened. */
function leaving(bus) {
    const name = "ACTION_MANAGER:UI-UPDATED";
    return new Promise((resolve) => {
        const left = ({ detail }) => {
            if (detail !== "new") {
                bus.removeEventListener(name, left);
                resolve();
            }
        };
        bus.addEventListener(name, left);
    });
}

async function goOn(services, move, reason) {
    if (await makeMove(services, move, reason)) {
        const { action, effect, notification, orm } = services;
        const told = _t("Moved to %(stage)s: %(name)s", move);
        notification.add(told, { type: "success" });
        await action.doAction({ type: "ir.actions.client", tag: "soft_reload" });
        await checkRainbowmanMessage(orm, effect, move.resId);
    }
}

async function makeMove(services, move, given) {
    const args = [[move.resId], move.stageId];
    const asks = await services.orm.call("crm.lead", "oplus_stage_move_asks", args);
    if (asks) {
        return move.ask({ ...asks, reason: given });
    }
    const reason = given || (move.asksReason && (await askReason(services, move)));
    if (move.asksReason && !reason) {
        return false;
    }
    await services.orm.call("crm.lead", "oplus_stage_move", [...args, {}], { reason });
    return true;
}

function askReason({ dialog }, { name, stage }) {
    return new Promise((resolve) => {
        dialog.add(
            ReasonDialog,
            { confirm: resolve, names: [name], stage },
            { onClose: () => resolve(false) },
        );
    });
}
