import { useEffect } from "@odoo/owl";
import { CrmKanbanRenderer } from "@crm/views/crm_kanban/crm_kanban_renderer";
import { patch } from "@web/core/utils/patch";

const PRESSING = new Set(["Enter", " "]);

/** Odoo opens and selects cards by these keys, and takes them from their buttons. */
function leaveToButton(ev) {
    if (PRESSING.has(ev.key) && ev.target.matches(".o_kanban_record :is(a, button)")) {
        ev.stopPropagation();
    }
}

/** The buttons of a card are pressed with the keyboard, too. */
patch(CrmKanbanRenderer.prototype, {
    setup() {
        super.setup(...arguments);
        useEffect(
            (board) => {
                board.addEventListener("keydown", leaveToButton);
                return () => board.removeEventListener("keydown", leaveToButton);
            },
            () => [this.rootRef.el],
        );
    },
});
