import { crmKanbanView } from "@crm/views/crm_kanban/crm_kanban_view";
import { patch } from "@web/core/utils/patch";
import { BoardOrderMenu } from "./board_order_menu";
import { useFoundColumn } from "./board_found";
import { BoardOrders } from "./board_orders";

const { Controller } = crmKanbanView;
Controller.template = "opportunity_plus.BoardKanbanView";
Controller.components = { ...Controller.components, BoardOrderMenu };

patch(Controller.prototype, {
    setup() {
        // first: the model is created with it
        this.boardOrders = new BoardOrders(this.env.config, this.props.fields);
        super.setup();
        useFoundColumn(this);
    },

    get modelParams() {
        return { ...super.modelParams, boardOrders: this.boardOrders };
    },

    onRecordSaved(record) {
        super.onRecordSaved(...arguments);
        this.model.placeRecord(record);
    },
});
