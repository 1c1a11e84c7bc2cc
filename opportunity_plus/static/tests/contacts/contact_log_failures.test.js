import { beforeEach, expect, test } from "@odoo/hoot";
import { Deferred, press, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    makeServerError,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {
    choicesOfMango,
    choose,
    defineContacts,
    DIALOG,
    failOnce,
    LOG_BOARD,
    openByAction,
    openFromCard,
    PROBLEM,
    SAVE,
    save,
    type,
} from "./contact_log_common";

let choices;
const tokens = defineContacts(() => choices);

beforeEach(() => {
    choices = choicesOfMango();
});

async function open() {
    await mountView(LOG_BOARD);
    await openFromCard();
}

test("without connection the dialog stays, and nothing is lost or doubled", async () => {
    await open();
    const sent = failOnce("action_log_contact");
    await type("They need it by May");
    await save();
    expect(PROBLEM).toHaveText(/^There is no connection\./);
    expect(`${DIALOG}_note`).toHaveValue("They need it by May");
    expect(".o_notification").toHaveCount(0);
    await save();
    expect(".modal").toHaveCount(0);
    // the server knows a repetition
    expect(sent).toEqual([tokens[0], tokens[0]]);
    expect.verifySteps(["crm.lead 1: note: They need it by May"]);
});

/** The first save arrives, and its answer is lost. */
function loseAnswer() {
    const sent = failOnce("action_log_contact");
    onRpc("action_log_contact", ({ kwargs }) => {
        expect.step(`${kwargs.note} ${kwargs.next_date}`);
        return { activity_id: 5, is_repeated: kwargs.token === sent[0] };
    });
}

test("what was added after a lost answer is not dropped", async () => {
    await open();
    loseAnswer();
    await type("They need it");
    await save();
    await type("They need it by May");
    await save();
    expect(PROBLEM).toHaveText(/^This contact was already saved as you first sent it/);
    expect(`${DIALOG}_note`).toHaveValue("They need it by May");
    expect(".o_notification").toHaveCount(0);
    await save();
    expect(".modal").toHaveCount(0);
    expect(".o_notification").toHaveCount(1);
    expect.verifySteps(["They need it by May null", "They need it by May null"]);
});

test("what was saved before is told, also if what was added is discarded", async () => {
    await open();
    loseAnswer();
    await choose("reached", "no");
    await save();
    await choose("next", "7");
    await save();
    expect(PROBLEM).toHaveText(/^This contact was already saved/);
    await contains(`${DIALOG}_discard`).click();
    expect(".modal").toHaveCount(0);
    expect(".o_notification").toHaveText(/Contact logged: Mango/);
    expect.verifySteps([" 2026-12-05"]);
});

test("a save that is only repeated is no problem", async () => {
    await open();
    loseAnswer();
    await type("They need it");
    await save();
    await save();
    expect(".modal").toHaveCount(0);
    expect(".o_notification").toHaveCount(1);
    expect.verifySteps(["They need it null"]);
});

test("without connection at the start, what is known can be logged", async () => {
    await mountView(LOG_BOARD);
    failOnce("oplus_contact_choices", undefined, 2);
    await openFromCard();
    expect(PROBLEM).toHaveCount(1);
    expect(`${DIALOG}_name`).toHaveText("Mango");
    await choose("reached", "no");
    await save();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["crm.lead 1: reached: false, note: , next_date: 2026-11-29"]);
});

test("what was planned is done by a contact that began without connection", async () => {
    choices.leads[0].activities = [
        { id: 9, kind: "call", name: "Ring back", date_deadline: "2026-11-28" },
    ];
    await mountView(LOG_BOARD);
    failOnce("oplus_contact_choices");
    await openFromCard();
    expect(PROBLEM).toHaveCount(1);
    await type("They need it by May");
    await save();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["crm.lead 1: note: They need it by May, activity_id: 9"]);
});

test("a customer's opportunities are chosen from before anything is saved", async () => {
    await mountView(LOG_BOARD);
    failOnce("oplus_contact_choices");
    await openByAction("res.partner", 7);
    await type("Fine");
    await save();
    expect(PROBLEM).toHaveCount(0);
    expect(SAVE).toBeEnabled();
    expect.verifySteps([]);
    await save();
    expect.verifySteps(["crm.lead 1: note: Fine"]);
});

test("a refusal is told in the dialog, which keeps what was entered", async () => {
    await open();
    const refusal = "A contact cannot be in the future.\nSay what was said.";
    failOnce(
        "action_log_contact",
        makeServerError({ type: "UserError", message: refusal }),
    );
    await choose("kind", "visit");
    await save();
    expect(PROBLEM).toHaveText(refusal);
    expect(".modal").toHaveCount(1);
    expect(`${DIALOG} #contact_kind_visit`).toBeChecked();
    await type("Shown around");
    await save();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["crm.lead 1: kind: visit, note: Shown around"]);
});

test("a double tap saves once", async () => {
    await open();
    const answer = new Deferred();
    onRpc("action_log_contact", () => {
        expect.step("sent");
        return answer;
    });
    await type("Once");
    queryOne(SAVE).click();
    queryOne(SAVE).click();
    await press(["Control", "Enter"]);
    await animationFrame();
    expect(SAVE).not.toBeEnabled();
    answer.resolve({ activity_id: 5 });
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect(".o_notification").toHaveCount(1);
    expect.verifySteps(["sent"]);
});

test("each dialog has a token of its own", async () => {
    await open();
    await type("One");
    await save();
    await openFromCard();
    await type("Two");
    await save();
    expect(new Set(tokens).size).toBe(2);
    expect.verifySteps(["crm.lead 1: note: One", "crm.lead 1: note: Two"]);
});

test("what may not be logged on says why", async () => {
    const refusal = "Mango is won. Reopen it to log contacts.";
    Object.assign(choices, { leads: [] });
    Object.assign(choices.record, { may_log: false, refusal });
    await mountView(LOG_BOARD);
    await openByAction("crm.lead", 3);
    expect(".modal .o_contact_log_refusal").toHaveText(refusal);
    expect(SAVE).toHaveCount(0);
    await contains(".modal-footer button:contains(Close)").click();
    expect(".modal").toHaveCount(0);
});
