import { expect } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { BOARD } from "./closing_common";

export const CARD = ".o_closing_card";

/** What the server tells of the win of Mango. */
export function won(values = {}) {
    return {
        number: 7,
        numbers: [7],
        outcome: "won",
        ids: [1],
        undo_ids: [1],
        undo_seconds: 60,
        title: "Won: Mango",
        facts: ["$ 12,000", "23 days from opening to win"],
        buttons: [{ method: "action_sale_quotations_new", name: "New Quotation" }],
        ...values,
    };
}

/** Drop Mango on Won; the server answers what was closed. */
export async function win(...closings) {
    onRpc("crm.lead", "action_set_won_rainbowman", () => true);
    onRpc("crm.lead", "oplus_recent_closings", ({ args, kwargs }) => {
        expect.step(`asked ${args[0] >= 1} [${kwargs.told}]`);
        if (closings[0] instanceof Error) {
            throw closings[0];
        }
        return closings;
    });
    await mountView(BOARD);
    const first = ".o_kanban_group:nth-child(1) .o_kanban_record";
    const { moveTo, drop } = await contains(first).drag();
    await moveTo(".o_kanban_group:nth-child(2)");
    await animationFrame();
    await moveTo(".o_drop_bar_won");
    await drop();
    await animationFrame();
    await animationFrame();
}
