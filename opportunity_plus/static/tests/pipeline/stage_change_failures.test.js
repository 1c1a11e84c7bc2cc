import { beforeEach, expect, test } from "@odoo/hoot";
import { Deferred, press, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    makeServerError,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { BOARD, defineOpportunities, statusBarForm } from "../closing/closing_common";
import { loseConnection } from "../foundation/connection_common";

defineOpportunities();

const FIRST_CARD = ".o_kanban_group:nth-child(1) .o_kanban_record";
const INPUT = ".o_reason_dialog_input";
const CONFIRM = ".o_reason_dialog_confirm";
const PROBLEM = ".o_reason_dialog_problem";
const OFFER = ".o_statusbar_status button:contains(Offer)";
const CURRENT = ".o_statusbar_status button[aria-checked=true]";
const MOVED = '{"stage_change_reason":"They called","stage_id":2}';

beforeEach(() => {
    onRpc("crm.lead", "web_save", ({ args }) => {
        expect.step(JSON.stringify(args[1]));
    });
});

async function explain() {
    await contains(INPUT).edit("They called", { confirm: false });
    await contains(CONFIRM).click();
    await animationFrame();
}

async function dragToOffer() {
    await mountView(BOARD);
    await contains(FIRST_CARD).dragAndDrop(".o_kanban_group:nth-child(2)");
}

function expectItCanBeTriedAgain(problem) {
    expect(PROBLEM).toHaveText(problem);
    expect(INPUT).toHaveValue("They called");
    expect(CONFIRM).toBeEnabled();
    expect.verifySteps([]);
}

/** The server refuses until the returned function is called. */
function refuse(message, method = "web_save") {
    let isRefused = true;
    onRpc("crm.lead", method, () => {
        if (isRefused) {
            throw makeServerError({ type: "UserError", message });
        }
    });
    return () => {
        isRefused = false;
    };
}

test("a drag without a connection keeps the reason, and can be tried again", async () => {
    await dragToOffer();
    const restore = loseConnection();
    await explain();
    expectItCanBeTriedAgain(/^There is no connection\. What you entered is still here/);
    expect(FIRST_CARD).toHaveText("Mango");
    await contains(CONFIRM).click();
    expectItCanBeTriedAgain(/^There is no connection\./);
    restore();
    await contains(CONFIRM).click();
    expect(".modal").toHaveCount(0);
    expect(queryAllTexts(".o_kanban_group:nth-child(2) .o_kanban_record")).toEqual([
        "Durian",
        "Mango",
    ]);
    expect.verifySteps([MOVED]);
});

test("a drag that is given up without a connection has changed nothing", async () => {
    await dragToOffer();
    const restore = loseConnection();
    await explain();
    await contains(".modal-footer .btn-secondary").click();
    restore();
    expect(FIRST_CARD).toHaveText("Mango");
    await contains(".o_kanban_group:nth-child(2) .o_kanban_record").dragAndDrop(
        ".o_kanban_group:nth-child(1)",
    );
    expect.verifySteps(['{"stage_id":1}']);
});

test("a refused drag says why in the dialog", async () => {
    await dragToOffer();
    const accept = refuse("Not on a Sunday");
    await explain();
    expectItCanBeTriedAgain("Not on a Sunday");
    expect(".modal").toHaveCount(1);
    expect(FIRST_CARD).toHaveText("Mango");
    accept();
    await contains(CONFIRM).click();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([MOVED]);
});

test("what is no refusal is told by Odoo, and the reason stays", async () => {
    expect.errors(1);
    onRpc("crm.lead", "web_save", () => {
        throw new Error("out of order");
    });
    await dragToOffer();
    await explain();
    expect.verifyErrors(["out of order"]);
    expect(INPUT).toHaveValue("They called");
    expect(CONFIRM).toBeEnabled();
});

test("a double click moves once", async () => {
    const answer = new Deferred();
    onRpc("crm.lead", "web_save", () => answer);
    await dragToOffer();
    await contains(INPUT).edit("They called", { confirm: false });
    queryOne(CONFIRM).click();
    queryOne(CONFIRM).click();
    await press(["Control", "Enter"]);
    await animationFrame();
    expect(CONFIRM).not.toBeEnabled();
    answer.resolve();
    await animationFrame();
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([MOVED]);
});

test("a move that fails after its dialog was closed is told by Odoo", async () => {
    expect.errors(1);
    const answer = new Deferred();
    onRpc("crm.lead", "web_save", () => answer);
    await dragToOffer();
    await explain();
    await press("Escape");
    await animationFrame();
    expect(".modal").toHaveCount(0);
    answer.reject(makeServerError({ type: "UserError", message: "Not on a Sunday" }));
    await animationFrame();
    await animationFrame();
    expect.verifyErrors([/Sunday/]);
    expect(FIRST_CARD).toHaveText("Mango");
});

test("the status bar keeps the reason, and the form what was typed", async () => {
    await mountView(statusBarForm());
    await contains("[name=name] input").edit("Papaya", { confirm: false });
    await contains(OFFER).click();
    expect.verifySteps(['{"name":"Papaya"}']);
    const restore = loseConnection();
    await explain();
    expectItCanBeTriedAgain(/^There is no connection\./);
    expect(CURRENT).toHaveText("New");
    restore();
    await contains(CONFIRM).click();
    expect(".modal").toHaveCount(0);
    expect(CURRENT).toHaveText("Offer");
    expect("[name=name] input").toHaveValue("Papaya");
    expect.verifySteps([MOVED]);
});

test("a refused move of the status bar leaves the form clean", async () => {
    await mountView(statusBarForm());
    await contains(OFFER).click();
    refuse("Not on a Sunday");
    await explain();
    expectItCanBeTriedAgain("Not on a Sunday");
    await contains(".modal-footer .btn-secondary").click();
    expect(CURRENT).toHaveText("New");
    expect(".o_form_button_save").not.toBeVisible();
    await contains("[name=name] input").edit("Papaya", { confirm: false });
    expect.verifySteps([]);
});
