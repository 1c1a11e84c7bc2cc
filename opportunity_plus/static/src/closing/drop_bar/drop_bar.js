import { Component, onMounted, useState } from "@odoo/owl";
import { CrmKanbanRenderer } from "@crm/views/crm_kanban/crm_kanban_renderer";
import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";

/**
 * Two zones, Won and Lost, shown while a card is dragged.
 *
 * The zone gets the `pointerup` event before the board does.
 */
export class DropBar extends Component {
    static template = "opportunity_plus.DropBar";
    static props = { drop: Function };

    setup() {
        this.state = useState({ zone: null, announcement: false });
        // a live region announces only changes, not its initial content
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

    /**
     * Whether it is an open opportunity that the user may change, on a board that can
     * win or lose it.
     */
    canDropOnBar(record) {
        return (
            record?.resModel === "crm.lead" &&
            "stage_change_reason" in record.activeFields &&
            record.data.won_status === "pending" &&
            record.data.active &&
            record.data.oplus_can_write !== false
        );
    },

    /** A card that is dropped on the bar does not move to a column. */
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
