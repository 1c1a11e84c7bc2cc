import { markRaw, useState } from "@odoo/owl";
import { checkRainbowmanMessage } from "@crm/views/check_rainbowman_message";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { isBlank } from "./blank";

const TAG = "opportunity_plus_stage_move";

/** The form is saved by its button alone, which also moves. */
export class StageMoveController extends FormController {
    async beforeLeave() {}
    async beforeUnload() {}
}

registry.category("views").add(TAG, { ...formView, Controller: StageMoveController });

/** Asks for what is missing for a move to a stage, and moves. */
export class StageMoveDialog extends FormViewDialog {
    static template = "opportunity_plus.StageMoveDialog";
    static props = {
        ...FormViewDialog.props,
        asks: Object,
        move: Function,
        open: Function,
    };

    setup() {
        super.setup();
        const { arch, models } = this.props.asks.form;
        this.state = useState({ ticked: [] });
        Object.assign(this.viewProps, {
            arch,
            fields: markRaw(models[this.props.resModel].fields),
            relatedModels: markRaw(models),
            saveRecord: (record) => this.save(record),
        });
    }

    get isSingle() {
        return Boolean(this.props.resId);
    }

    tick(id, isDone) {
        const others = this.state.ticked.filter((other) => other !== id);
        this.state.ticked = isDone ? [...others, id] : others;
    }

    async save(record) {
        if (!(await record.checkValidity({ displayNotification: true }))) {
            return false;
        }
        const {
            stage_change_reason: reason,
            stage_change_override: override,
            ...values
        } = await record.getChanges();
        await this.props.move({
            values,
            checkpoint_ids: [...this.state.ticked],
            reason: said(reason),
            override: said(override),
        });
        this.props.close();
        return true;
    }

    open(method) {
        this.props.close();
        this.props.open(method);
    }
}

function said(text) {
    return text && !isBlank(text) ? text.trim() : false;
}

/**
 * Opens the dialog of a move.
 *
 * @param {Object} services `action`, `dialog` and `orm`
 * @param {number[]} resIds the opportunities to move
 * @param {number} stageId the new stage
 * @param {Object} asks what `oplus_stage_move_asks` returned
 * @returns {Promise<boolean>} whether they were moved
 */
export function openStageMove({ action, dialog, orm }, resIds, stageId, asks) {
    return new Promise((resolve) => {
        let isMoved = false;
        dialog.add(
            StageMoveDialog,
            {
                asks,
                canExpand: false,
                context: { default_type: "opportunity" },
                move: async (given) => {
                    const method = "oplus_stage_move";
                    await orm.call("crm.lead", method, [resIds, stageId], given);
                    isMoved = true;
                },
                open: (name) =>
                    action.doActionButton({
                        type: "object",
                        name,
                        resModel: "crm.lead",
                        resId: resIds[0],
                        context: {},
                    }),
                resId: resIds.length === 1 && resIds[0],
                resModel: "crm.lead",
                size: "md",
                title: _t("Move to %s", asks.stage),
            },
            { onClose: () => resolve(isMoved) },
        );
    });
}

/** What the button *Won* does if something is missing: asks for it, and wins. */
async function askToWin(env, { params }) {
    const { lead_id: resId, stage_id: stageId, form } = params;
    const { action, effect, orm } = env.services;
    if (form) {
        await action.doAction(form);
    }
    const asks = await orm.call("crm.lead", "oplus_stage_move_asks", [
        [resId],
        stageId,
    ]);
    if (asks && (await openStageMove(env.services, [resId], stageId, asks))) {
        await checkRainbowmanMessage(orm, effect, resId);
    }
    return form
        ? { type: "ir.actions.client", tag: "soft_reload" }
        : { type: "ir.actions.act_window_close" };
}

registry.category("actions").add(TAG, askToWin);
