import { expect, test } from "@odoo/hoot";
import { hover, leave, press, queryAll, queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    mockService,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { defineOpportunities } from "./closing_common";
import { CARD, win, won } from "./closing_result_common";

defineOpportunities();

function recordActions() {
    mockService("action", {
        doAction: (action) => expect.step(action.tag || action.res_model),
        doActionButton: ({ name, resId }) => expect.step(`${name} ${resId}`),
    });
}

test("a win shows its result, with what comes next", async () => {
    recordActions();
    await win(won());
    expect.verifySteps(["asked true []"]);
    expect(`${CARD}.o_closing_card_won`).toHaveCount(1);
    expect(`${CARD} .fw-bold:first`).toHaveText("Won: Mango");
    expect(`${CARD} .fs-4`).toHaveText("$ 12,000");
    expect(queryAllTexts(`${CARD} .btn:not(.btn-close)`)).toEqual([
        "Undo",
        "New Quotation",
        "Show",
    ]);
    await contains(`${CARD} .btn-primary`).click();
    expect.verifySteps(["action_sale_quotations_new 1"]);
    expect(CARD).toHaveCount(0);
});

test("undo asks the server, once", async () => {
    recordActions();
    onRpc("crm.lead", "oplus_action_undo_closing", ({ args }) => {
        expect.step(args);
        return { type: "ir.actions.client", tag: "display_notification" };
    });
    await win(won());
    expect.verifySteps(["asked true []"]);
    await contains(`${CARD} .o_closing_card_undo`).click();
    await animationFrame();
    expect(CARD).toHaveCount(0);
    expect.verifySteps([[[1]], "display_notification"]);
});

test("undo is offered for ten seconds, what comes next a little longer", async () => {
    await win(won());
    await advanceTime(9000);
    expect(`${CARD} .o_closing_card_undo`).toHaveCount(1);
    await advanceTime(1000);
    expect(`${CARD} .o_closing_card_undo`).toHaveCount(0);
    expect(`${CARD} .btn-primary`).toHaveCount(1);
    await advanceTime(10000);
    expect(CARD).toHaveCount(0);
    expect.verifySteps(["asked true []"]);
});

test("a loss goes after ten seconds, but not under the pointer", async () => {
    await win(won({ outcome: "lost", title: "Lost: Mango", buttons: [] }));
    await hover(CARD);
    await advanceTime(30000);
    expect(`${CARD}.o_closing_card_lost .o_closing_card_undo`).toHaveCount(1);
    await leave(CARD);
    await advanceTime(10000);
    expect(CARD).toHaveCount(0);
    expect.verifySteps(["asked true []"]);
});

test("undo goes when the server would refuse it, also under the pointer", async () => {
    await win(won({ undo_seconds: 40 }));
    await hover(CARD);
    await advanceTime(39000);
    expect(`${CARD} .o_closing_card_undo`).toHaveCount(1);
    await advanceTime(1000);
    expect(`${CARD} .o_closing_card_undo`).toHaveCount(0);
    expect(`${CARD} .btn-primary`).toHaveCount(1);
    expect.verifySteps(["asked true []"]);
});

test("a batch opens as a list; what may not be undone has no button", async () => {
    mockService("action", {
        doAction: ({ domain, views }) => expect.step([domain, views[0][1]]),
    });
    await win(won({ ids: [1, 2], undo_ids: [], buttons: [] }));
    expect(`${CARD} .o_closing_card_undo`).toHaveCount(0);
    await contains(`${CARD} .o_closing_card_show`).click();
    expect.verifySteps(["asked true []", [[["id", "in", [1, 2]]], "list"]]);
});

test("escape closes the card that has the focus", async () => {
    await win(won());
    await contains(`${CARD} .o_closing_card_undo`).focus();
    await press("Escape");
    await animationFrame();
    expect(CARD).toHaveCount(0);
    expect.verifySteps(["asked true []"]);
});

test("what was told once is not told again", async () => {
    await win(won());
    await getService("orm").call("crm.lead", "action_set_won_rainbowman", [[1]]);
    await animationFrame();
    expect(CARD).toHaveCount(1);
    expect.verifySteps(["asked true []", "asked true [7]"]);
});

test("the time of a card that another one hides stops", async () => {
    await win(won());
    await advanceTime(4000);
    onRpc("crm.lead", "oplus_recent_closings", () => [
        won({ number: 8, numbers: [8], title: "Won: Durian" }),
    ]);
    await getService("orm").call("crm.lead", "action_set_won_rainbowman", [[2]]);
    await animationFrame();
    const [first, second] = queryAll(CARD);
    first.style.display = "none"; // as on a phone
    await advanceTime(20000);
    expect(queryAllTexts(`${CARD} .fw-bold:first`)).toEqual(["Won: Mango"]);
    expect(second.isConnected).toBe(false);
    first.style.display = "";
    await advanceTime(5000);
    expect(`${CARD} .o_closing_card_undo`).toHaveCount(1);
    await advanceTime(1000);
    expect(`${CARD} .o_closing_card_undo`).toHaveCount(0);
    expect.verifySteps(["asked true []"]);
});

test("what was closed one by one has a message each", async () => {
    const undone = [];
    onRpc("crm.lead", "oplus_action_undo_closing", ({ args }) => {
        undone.push(args[0]);
        return { type: "ir.actions.act_window_close" };
    });
    const durian = { number: 8, numbers: [8], ids: [2], undo_ids: [2] };
    await win(won({ number: 8 }), won({ ...durian, title: "Won: Durian" }));
    expect(queryAllTexts(`${CARD} .fw-bold:not(.fs-4)`)).toEqual([
        "Won: Mango",
        "Won: Durian",
    ]);
    await contains(`${CARD}:last .o_closing_card_undo`).click();
    await animationFrame();
    expect(undone).toEqual([[2]]);
    expect(`${CARD} .fw-bold:not(.fs-4)`).toHaveText("Won: Mango");
    expect.verifySteps(["asked true []"]);
});

test("a server that cannot tell breaks nothing", async () => {
    await win(makeServerError({ message: "no" }));
    expect(CARD).toHaveCount(0);
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["asked true []"]);
});

test("what was closed earlier and comes to light later is told as well", async () => {
    await win(won());
    onRpc("crm.lead", "oplus_recent_closings", () => [
        won({ number: 6, numbers: [6], title: "Won: Durian" }),
    ]);
    await getService("orm").call("crm.lead", "action_set_won_rainbowman", [[2]]);
    await animationFrame();
    expect(CARD).toHaveCount(2);
    // the shortcut undoes the latest
    expect(`${CARD}:last [data-hotkey]`).toHaveCount(1);
    expect(`${CARD} [data-hotkey]`).toHaveCount(1);
    expect.verifySteps(["asked true []"]);
});

/** The first call that undoes fails. */
function loseConnection() {
    let isLost = true;
    patchWithCleanup(getService("orm").constructor.prototype, {
        call(model, method) {
            if (method === "oplus_action_undo_closing" && isLost) {
                isLost = false;
                return Promise.reject(new ConnectionLostError("/web"));
            }
            return super.call(...arguments);
        },
    });
}

test("undo without a network can be tried again", async () => {
    expect.errors(1);
    recordActions();
    onRpc("crm.lead", "oplus_action_undo_closing", () => ({ tag: "undone" }));
    await win(won());
    loseConnection();
    await contains(`${CARD} .o_closing_card_undo`).click();
    await animationFrame();
    expect.verifyErrors([/Connection/]);
    expect(`${CARD} .o_closing_card_undo:enabled`).toHaveCount(1);
    await contains(`${CARD} .o_closing_card_undo`).click();
    await animationFrame();
    expect(CARD).toHaveCount(0);
    expect.verifySteps(["asked true []", "undone"]);
});
