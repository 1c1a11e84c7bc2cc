import { toRaw } from "@odoo/owl";
import { CrmKanbanDynamicGroupList } from "@crm/views/crm_kanban/crm_kanban_model";
import { checkRainbowmanMessage } from "@crm/views/check_rainbowman_message";
import { StatusBarDurationField } from "@mail/views/fields/statusbar_duration/statusbar_duration_field";
import { patch } from "@web/core/utils/patch";
import { ListController } from "@web/views/list/list_controller";
import { ReasonDialog } from "./reason_dialog";
import { openStageMove } from "./stage_move_dialog";

const MOST_NAMES = 5;
// records about whose move the user is being asked
const inQuestion = new WeakSet();

/**
 * Asks for the reason of a stage change before it happens.
 *
 * Only in views that contain the field `stage_change_reason`.
 *
 * @param {Record[]} records the records to move
 * @param {{id: number, display_name: string}} stage the new stage
 * @returns {Promise<string|false|undefined>} the reason; false if the user cancels;
 *  undefined if no reason is needed
 */
export async function askReason(records, stage) {
    const asked = records.filter(
        (record) =>
            "stage_change_reason" in record.activeFields &&
            (record.data.oplus_stages_asking_reason || []).includes(stage.id),
    );
    if (!asked.length) {
        return undefined;
    }
    const names = asked.map((record) => record.data.name);
    return new Promise((resolve) => {
        asked[0].model.dialog.add(
            ReasonDialog,
            {
                confirm: resolve,
                names:
                    names.length > MOST_NAMES
                        ? [...names.slice(0, MOST_NAMES), "…"]
                        : names,
                stage: stage.display_name,
            },
            { onClose: () => resolve(false) },
        );
    });
}

/**
 * Asks for all that a move needs: what conditions of stages miss, and the reason.
 *
 * A double click asks once.
 *
 * @param {Record[]} records the records to move
 * @param {{id: number, display_name: string}} stage the new stage
 * @param {() => Promise<boolean>} [store] saves what was typed, before the server is
 *  asked; false if that is impossible
 * @returns {Promise<false|{isMoved: boolean, reason: string|undefined}>} false if the
 *  user cancels; `isMoved` if the dialog has moved them
 */
export async function prepareMove(records, stage, store = () => true) {
    const first = toRaw(records[0]);
    if (inQuestion.has(first)) {
        return false;
    }
    inQuestion.add(first);
    try {
        return await askForMove(records, stage, store);
    } finally {
        inQuestion.delete(first);
    }
}

/** The server is asked only where the stage, or one that is skipped, has conditions. */
async function askForMove(records, stage, store) {
    const isJudged = ({ data }) =>
        (data.oplus_stages_with_conditions || []).includes(stage.id);
    if (records.some(isJudged)) {
        if (!(await store())) {
            return false;
        }
        const { orm, env } = records[0].model;
        const resIds = records.map(({ resId }) => resId);
        const asks = await orm.call("crm.lead", "oplus_stage_move_asks", [
            resIds,
            stage.id,
        ]);
        if (asks) {
            const isMoved = await openStageMove(env.services, resIds, stage.id, asks);
            return isMoved && { isMoved };
        }
    }
    const reason = await askReason(records, stage);
    return reason !== false && { isMoved: false, reason };
}

patch(CrmKanbanDynamicGroupList.prototype, {
    /** Asks before the card moves, so that nothing has to be undone on cancel. */
    async moveRecord(dataRecordId, dataGroupId, refId, targetGroupId) {
        const target = this.groups.find((group) => group.id === targetGroupId);
        const record = this.records.find(({ id }) => id === dataRecordId);
        if (
            record &&
            target?.value &&
            dataGroupId !== targetGroupId &&
            this.groupByField.name === "stage_id"
        ) {
            const stage = { id: target.value, display_name: target.displayName };
            const answer = await prepareMove([record], stage);
            if (!answer) {
                return;
            }
            if (answer.reason) {
                await record.update({ stage_change_reason: answer.reason });
            }
        }
        // a card that the dialog has moved follows: to save its stage again does nothing
        return super.moveRecord(...arguments);
    },
});

patch(StatusBarDurationField.prototype, {
    async selectItem(item) {
        const { name, record } = this.props;
        const isLost = record.data.won_status === "lost"; // no move reopens it
        if (name !== "stage_id" || item.isSelected || isLost) {
            return super.selectItem(item);
        }
        const stage = { id: item.value, display_name: item.label };
        const answer = await prepareMove([record], stage, () => record.save());
        if (!answer) {
            return;
        }
        if (answer.isMoved) {
            await record.load();
            const { effect } = record.model.env.services;
            return checkRainbowmanMessage(record.model.orm, effect, record.resId);
        }
        if (answer.reason) {
            await record.update({ stage_change_reason: answer.reason });
        }
        return super.selectItem(item);
    },
});

patch(ListController.prototype, {
    async onWillSaveMulti(editedRecord, changes) {
        const proceeds = await super.onWillSaveMulti(...arguments);
        if (proceeds === false || !changes.stage_id?.id) {
            return proceeds;
        }
        const answer = await prepareMove(this.model.root.selection, changes.stage_id);
        if (answer.isMoved) {
            this.showMoved();
            return false;
        }
        if (answer.reason) {
            changes.stage_change_reason = answer.reason;
        }
        return Boolean(answer);
    },

    /** Not awaited: the list waits for the answer above before it does anything else. */
    async showMoved() {
        await this.model.root.leaveEditMode({ discard: true });
        await this.model.load();
    },
});
