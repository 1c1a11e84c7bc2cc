import { CrmKanbanDynamicGroupList } from "@crm/views/crm_kanban/crm_kanban_model";
import { RottingStatusBarDurationField } from "@mail/js/rotting_mixin/rotting_statusbar";
import { patch } from "@web/core/utils/patch";
import { ListController } from "@web/views/list/list_controller";
import { ReasonDialog } from "./reason_dialog";

const MOST_NAMES = 5;

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
            const reason = await askReason([record], stage);
            if (reason === false) {
                return;
            }
            if (reason) {
                await record.update({ stage_change_reason: reason });
            }
        }
        return super.moveRecord(...arguments);
    },
});

patch(RottingStatusBarDurationField.prototype, {
    async selectItem(item) {
        const { name, record } = this.props;
        if (name === "stage_id" && !item.isSelected) {
            const stage = { id: item.value, display_name: item.label };
            const reason = await askReason([record], stage);
            if (reason === false) {
                return;
            }
            if (reason) {
                await record.update({ stage_change_reason: reason });
            }
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
        const records = this.model.root.selection;
        const reason = await askReason(records, changes.stage_id);
        if (reason) {
            changes.stage_change_reason = reason;
        }
        return reason !== false;
    },
});
