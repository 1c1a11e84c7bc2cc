import { describe, expect, test } from "@odoo/hoot";
import { mayHaveClosed } from "@opportunity_plus/closing/closing_result/closing_watch";

describe.current.tags("headless");

function saved(vals, rows, ids = [1]) {
    const params = { model: "crm.lead", method: "web_save", args: [ids, vals] };
    return mayHaveClosed(params, rows);
}

test("what was saved tells its outcome", () => {
    const won = [{ id: 1, won_status: "won" }];
    expect(saved({ stage_id: 3 }, won)).toBe(true);
    expect(saved({ stage_id: 2 }, [{ id: 1, won_status: "pending" }])).toBe(false);
    expect(saved({ active: false }, [{ id: 1, won_status: "lost" }])).toBe(true);
    // the phone of what was won long ago
    expect(saved({ phone: "1" }, won)).toBe(false);
});

test("what was created in a won stage was closed", () => {
    expect(saved({ name: "x" }, [{ id: 1, won_status: "won" }], [])).toBe(true);
    expect(saved({ name: "x" }, [{ id: 1, won_status: "pending" }], [])).toBe(false);
    // the small form of a column returns no outcome
    expect(saved({ name: "x" }, [{ id: 1 }], [])).toBe(true);
});

test("a view without the outcome asks after each move", () => {
    expect(saved({ stage_id: 3 }, [{ id: 1 }])).toBe(true);
    expect(saved({ name: "x" }, [{ id: 1 }])).toBe(false);
});

test("a list that saves each row for itself", () => {
    const params = {
        model: "crm.lead",
        method: "web_save_multi",
        args: [
            [1, 2],
            [{ name: "x" }, { stage_id: 3 }],
        ],
    };
    const rows = [
        { id: 1, won_status: "pending" },
        { id: 2, won_status: "won" },
    ];
    expect(mayHaveClosed(params, rows)).toBe(true);
});

test("buttons and dialogs that close", () => {
    const call = (model, method) => mayHaveClosed({ model, method, args: [[1]] }, true);
    expect(call("crm.lead", "action_set_won_rainbowman")).toBe(true);
    expect(call("crm.lead.lost", "action_lost_reason_apply")).toBe(true);
    expect(call("crm.lead.reason", "action_apply")).toBe(true);
    expect(call("crm.lead", "oplus_stage_move")).toBe(true);
    expect(call("sale.order", "oplus_action_win_opportunity")).toBe(true);
    // at 0 % that is a loss
    expect(call("crm.lead", "action_archive")).toBe(true);
    expect(call("sale.order", "action_archive")).toBe(false);
    expect(call("crm.lead", "web_read")).toBe(false);
    expect(call("crm.lead", "oplus_action_undo_closing")).toBe(false);
    expect(call("sale.order", "action_confirm")).toBe(false);
    expect(mayHaveClosed(undefined, true)).toBe(false);
});
