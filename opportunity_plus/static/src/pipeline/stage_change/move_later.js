import { checkRainbowmanMessage } from "@crm/views/check_rainbowman_message";
import { _t } from "@web/core/l10n/translation";
import { moveWithReason } from "./reason_dialog";

/** Keeps what was filled in for a move that is made later. */
export async function keepForLater(orm, resIds, stageId, given) {
    const { values, checkpoint_ids: ticked } = given;
    if (ticked.length || Object.keys(values).length) {
        const args = [resIds, stageId, values, ticked];
        await orm.call("crm.lead", "oplus_stage_move_keep", args);
    }
}

/**
 * Opens the quotations of an opportunity in the middle of a move, and offers to go on
 * with the move, wherever the user is by then.
 *
 * @param {Object} services `action`, `dialog`, `effect`, `notification`, `orm` and `ui`
 * @param {Object} move `resId`, `name`, `stageId`, `stage`, `documents` that are missing,
 *  `asksReason`, `bus`; `ask` opens the dialog of the move and tells whether it was made
 * @param {string} method what opens the quotations
 * @param {string|false} reason what was given
 */
export async function moveLater(services, move, method, reason) {
    const { action } = services;
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
    offerMove(services, move, reason);
}

/** The message whose button goes on with the move; it comes back if that fails. */
function offerMove(services, move, reason) {
    const close = services.notification.add(
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
                        return goOn(services, move, reason);
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
    const isMade = await makeMove(services, move, reason).catch((error) => {
        offerMove(services, move, reason);
        throw error;
    });
    if (isMade) {
        const { action, effect, notification, orm } = services;
        const told = _t("Moved to %(stage)s: %(name)s", move);
        notification.add(told, { type: "success" });
        await action.doAction({ type: "ir.actions.client", tag: "soft_reload" });
        await checkRainbowmanMessage(orm, effect, move.resId);
    }
}

async function makeMove(services, move, given) {
    const { dialog, orm } = services;
    const { name, resId, stage, stageId } = move;
    const asks = await orm.call("crm.lead", "oplus_stage_move_asks", [
        [resId],
        stageId,
    ]);
    if (asks) {
        return move.ask({ ...asks, reason: given });
    }
    const make = (reason) =>
        orm.call("crm.lead", "oplus_stage_move", [[resId], stageId, {}], { reason });
    return move.asksReason && !given
        ? moveWithReason(dialog, { names: [name], stage }, make)
        : make(given);
}
