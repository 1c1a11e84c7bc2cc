import { Component, onMounted, useState } from "@odoo/owl";
import { CrmKanbanRenderer } from "@crm/views/crm_kanban/crm_kanban_renderer";
import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";

/**
 * Two zones to drop a card on, there as long as one is dragged.
 *
 * The zone hears of the pointer's release before the board does.
 */
export class DropBar extends Component {
    static template = "opportunity_plus.DropBar";
    static props = { drop: Function };

    setup() {
        this.state = useState({ zone: null, announcement: false });
        // a live region speaks of what changes in it, not of what it began with
        onMounted(() => (this.state.announcement = true));
    }

    setZone(zone) {
        this.state.zone = zone;
    }
}

patch(CrmKanbanRenderer.prototype, {
    setup() {
        super.setup();
        this.action = useService("action");
        this.overlay = useService("overlay");
        this.dropZone = null;
    },

    sortStart({ element }) {
        super.sortStart(...arguments);
        this.dropZone = null;
        this.dropRecord = this.props.list.records.find(
            ({ id }) => id === element.dataset.id,
        );
        if (this.canDropOnBar(this.dropRecord)) {
            this.removeDropBar = this.overlay.add(DropBar, {
                drop: (zone) => (this.dropZone = zone),
            });
        }
    },

    /** An open opportunity; other boards of the same kind show no outcome. */
    canDropOnBar(record) {
        return (
            record?.resModel === "crm.lead" &&
            "stage_change_reason" in record.activeFields &&
            record.data.won_status === "pending" &&
            record.data.active
        );
    },

    /** What is dropped on the bar does not go to a column. */
    async sortRecordDrop() {
        if (!this.dropZone) {
            return super.sortRecordDrop(...arguments);
        }
    },

    sortStop() {
        super.sortStop(...arguments);
        this.removeDropBar?.();
        this.removeDropBar = null;
        if (this.dropZone) {
            this.close(this.dropRecord.resId, this.dropZone);
            this.dropZone = null;
        }
    },

    async close(resId, outcome) {
        const { model } = this.props.list;
        const onClose = () => model.load();
        if (outcome === "lost") {
            return this.action.doAction("crm.crm_lead_lost_action", {
                additionalContext: {
                    active_id: resId,
                    active_ids: [resId],
                    active_model: "crm.lead",
                },
                onClose,
            });
        }
        const action = await model.orm.call("crm.lead", "action_set_won_rainbowman", [
            [resId],
        ]);
        if (action?.type) {
            return this.action.doAction(action, { onClose });
        }
        if (action?.effect) {
            model.effect?.add(action.effect);
        }
        return onClose();
    },
});
