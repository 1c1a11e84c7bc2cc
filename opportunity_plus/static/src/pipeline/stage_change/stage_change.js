import { toRaw } from "@odoo/owl";
import { CrmKanbanDynamicGroupList } from "@crm/views/crm_kanban/crm_kanban_model";
import { checkRainbowmanMessage } from "@crm/views/check_rainbowman_message";
import { StatusBarDurationField } from "@mail/views/fields/statusbar_duration/statusbar_duration_field";
import { patch } from "@web/core/utils/patch";
import { ListController } from "@web/views/list/list_controller";
import { moveWithReason } from "./reason_dialog";
import { openStageMove } from "./stage_move_dialog";

const MOST_NAMES = 5;
// records about whose move the user is being asked
const inQuestion = new WeakSet();

/**
 * The question for the reason of a stage change, in views that contain the field
 * `stage_change_reason`.
 *
 * @param {Record[]} records the records to move
 * @param {{id: number, display_name: string}} stage the new stage
 * @returns {undefined|{names: string[], stage: string}} undefined if no reason is needed
 */
function questionOf(records, stage) {
    const names = records
        .filter(
            ({ activeFields, data }) =>
                "stage_change_reason" in activeFields &&
                (data.oplus_stages_asking_reason || []).includes(stage.id),
        )
        .map(({ data }) => data.name);
    if (names.length > MOST_NAMES) {
        names.splice(MOST_NAMES, names.length, "…");
    }
    return names.length ? { names, stage: stage.display_name } : undefined;
}

/**
 * Asks for all that a move needs: what conditions of stages miss, and the reason. The
 * dialog that asks stays until the move is made.
 *
 * A double click asks once.
 *
 * @param {Record[]} records the records to move
 * @param {{id: number, display_name: string}} stage the new stage
 * @param {(reason: string) => Promise<boolean>} move moves them where only a reason is
 *  asked; false if nothing was moved
 * @param {() => Promise<boolean>} [store] saves what was typed, before anything is
 *  asked; false if that is impossible
 * @returns {Promise<false|{isMoved: boolean, isExplained: boolean}>} false if the user
 *  cancels; `isMoved` if the server has moved them, `isExplained` if `move` has
 */
export async function prepareMove(records, stage, move, store = () => true) {
    const first = toRaw(records[0]);
    if (inQuestion.has(first)) {
        return false;
    }
    inQuestion.add(first);
    try {
        return await askForMove(records, stage, move, store);
    } finally {
        inQuestion.delete(first);
    }
}

async function askForMove(records, stage, move, store) {
    const isJudged = hasConditions(records, stage);
    if ((isJudged || questionOf(records, stage)) && !(await store())) {
        return false;
    }
    const isMoved = isJudged ? await askForMissing(records, stage) : undefined;
    return isMoved === undefined
        ? askForReason(records, stage, move)
        : isMoved && { isMoved };
}

/** Whether the stage, or one that is skipped, has conditions: else nobody asks the server. */
function hasConditions(records, stage) {
    return records.some(({ data }) =>
        (data.oplus_stages_with_conditions || []).includes(stage.id),
    );
}

async function askForReason(records, stage, move) {
    const question = questionOf(records, stage);
    const { dialog } = records[0].model;
    const isExplained = question && (await moveWithReason(dialog, question, move));
    return isExplained !== false && { isMoved: false, isExplained };
}

/** Asks for what is missing, and moves; undefined if nothing is missing. */
async function askForMissing(records, stage) {
    const { env, orm } = records[0].model;
    const resIds = records.map(({ resId }) => resId);
    const args = [resIds, stage.id];
    const asks = await orm.call("crm.lead", "oplus_stage_move_asks", args);
    return asks ? openStageMove(env.services, resIds, stage.id, asks) : undefined;
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
            const move = (reason) =>
                record.update(
                    { stage_change_reason: reason, stage_id: stage },
                    { save: true },
                );
            if (!(await prepareMove([record], stage, move))) {
                return;
            }
        }
        // a card that a dialog has moved follows: to save its stage again does nothing
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
        const move = async (reason) => {
            try {
                await record.update({ stage_change_reason: reason });
                await super.selectItem(item);
                return true;
            } catch (error) {
                await record.discard(); // all else was stored before
                throw error;
            }
        };
        const answer = await prepareMove([record], stage, move, () => record.save());
        if (answer.isMoved) {
            await record.load();
            const { effect } = record.model.env.services;
            return checkRainbowmanMessage(record.model.orm, effect, record.resId);
        }
        if (answer && !answer.isExplained) {
            return super.selectItem(item);
        }
    },
});

patch(ListController.prototype, {
    async onWillSaveMulti(editedRecord, changes) {
        const proceeds = await super.onWillSaveMulti(...arguments);
        if (proceeds === false || !changes.stage_id?.id) {
            return proceeds;
        }
        const { selection } = this.model.root;
        // the list asks whether to save all of them afterwards
        const explain = async (reason) => {
            changes.stage_change_reason = reason;
            return true;
        };
        const answer = await prepareMove(selection, changes.stage_id, explain);
        if (answer.isMoved) {
            this.showMoved();
            return false;
        }
        return Boolean(answer);
    },

    /** Not awaited: the list waits for the answer above before it does anything else. */
    async showMoved() {
        await this.model.root.leaveEditMode({ discard: true });
        await this.model.load();
    },
});
