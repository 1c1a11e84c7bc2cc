import { beforeEach, expect, test } from "@odoo/hoot";
import { Deferred, press } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    makeServerError,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { lacking } from "../conditions/conditions_common";
import {
    choicesOfMango,
    choicesOfOrchard,
    defineContacts,
    DIALOG,
    LOG_BOARD,
    openByAction,
    openFromCard,
    PROBLEM,
    SAVE,
    save,
    type,
} from "./contact_log_common";

const CROSS = ".modal-header .btn-close";
const MOVE = ".modal:has(.o_stage_move)";
const DISCARD = ".modal .o_contact_log_discard";

let choices;
defineContacts(() => choices);

beforeEach(() => {
    choices = choicesOfMango();
});

/** The server answers when the test says so. */
function answerLater(method) {
    const answer = new Deferred();
    onRpc(method, async () => {
        expect.step("sent");
        const result = await answer;
        if (result instanceof Error) {
            throw result;
        }
        return result;
    });
    return answer;
}

async function open() {
    await mountView(LOG_BOARD);
    await openFromCard();
}

async function tryToClose() {
    await contains(CROSS).click();
    await press("Escape");
    await animationFrame();
}

test("a contact that is being saved is not given up", async () => {
    await open();
    const answer = answerLater("action_log_contact");
    await type("They need it by May");
    await save();
    expect(DISCARD).not.toBeEnabled();
    await tryToClose();
    expect(".modal").toHaveCount(1);
    answer.resolve({ activity_id: 5 });
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect(".o_notification").toHaveText(/Contact logged: Mango/);
    expect.verifySteps(["sent"]);
});

test("one that was refused is told of, and can be given up", async () => {
    await open();
    const answer = answerLater("action_log_contact");
    await save();
    await tryToClose();
    answer.resolve(makeServerError({ type: "UserError", message: "Not yet" }));
    await animationFrame();
    expect(PROBLEM).toHaveText("Not yet");
    expect(DISCARD).toBeEnabled();
    await tryToClose();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["sent"]);
});

test("no new opportunity while a contact of a customer is being saved", async () => {
    choices = { ...choicesOfOrchard(), leads: [] };
    await mountView(LOG_BOARD);
    await openByAction("res.partner", 7);
    const answer = answerLater("oplus_action_log_contact");
    await type("Fine");
    await save();
    expect(`${DIALOG}_no_lead button`).not.toBeEnabled();
    answer.resolve({ activity_id: 5 });
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["sent"]);
});

test("a dialog that is loading can be closed", async () => {
    await mountView(LOG_BOARD);
    answerLater("oplus_contact_choices");
    await openFromCard();
    expect(SAVE).not.toBeEnabled();
    await tryToClose();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["sent"]);
});

test("a move that is under way is waited for, though its dialog was closed", async () => {
    Object.assign(choices.leads[0].stages[1], { asks_more: true });
    onRpc("oplus_stage_move_asks", () => lacking());
    await open();
    const answer = answerLater("action_log_contact");
    await contains(`${DIALOG}_stage`).select("2");
    await save();
    await animationFrame();
    await contains(`${MOVE} [name=name] input`).edit("Mango 2", { confirm: false });
    await contains(`${MOVE} [name=stage_change_reason] textarea`).edit("They called");
    await contains(`${MOVE} .modal-footer .btn-primary`).click();
    await press("Escape");
    await animationFrame();
    expect(MOVE).toHaveCount(0);
    await press("Escape");
    await animationFrame();
    expect(".modal").toHaveCount(1);
    answer.resolve({ activity_id: 5, stage_id: 2 });
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect(".o_notification").toHaveText(/Contact logged: Mango/);
    expect.verifySteps(["sent"]);
});
