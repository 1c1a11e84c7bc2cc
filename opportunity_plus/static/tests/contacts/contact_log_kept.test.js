import { beforeEach, expect, test } from "@odoo/hoot";
import { Deferred } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    getService,
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
    save,
    type,
} from "./contact_log_common";

let choices;
const tokens = defineContacts(() => choices);
const NOTE = `${DIALOG}_note`;

beforeEach(() => {
    choices = choicesOfMango();
});

/** What another page does with dialogs, as the browser's *Back* opens one. */
async function leave() {
    getService("dialog").closeAll();
    await animationFrame();
    expect(".modal").toHaveCount(0);
}

async function typeAndLeave() {
    await mountView(LOG_BOARD);
    await openFromCard();
    await choose("kind", "visit");
    await choose("reached", "no");
    await type("They need it by May");
    await leave();
}

test("what was typed is there when the dialog is opened again", async () => {
    await typeAndLeave();
    await openFromCard();
    expect(NOTE).toHaveValue("They need it by May");
    expect(`${DIALOG} #contact_kind_visit`).toBeChecked();
    expect(`${DIALOG} #contact_next_1`).toBeChecked();
    await save();
    expect.verifySteps([
        "crm.lead 1: kind: visit, reached: false, note: They need it by May," +
            " next_date: 2026-11-29, next_type_id: 3",
    ]);
    await openFromCard();
    expect(NOTE).toHaveValue("");
    expect(`${DIALOG} #contact_kind_call`).toBeChecked();
});

test("what is discarded does not come back", async () => {
    await typeAndLeave();
    await openFromCard();
    await contains(`${DIALOG}_discard`).click();
    await contains(".modal:not(.o_inactive_modal) .btn-primary").click();
    expect(".modal").toHaveCount(0);
    await openFromCard();
    expect(NOTE).toHaveValue("");
});

test("what was typed belongs to its opportunity", async () => {
    await typeAndLeave();
    choices.leads[0].id = 2;
    await openByAction("crm.lead", 2);
    expect(NOTE).toHaveValue("");
});

test("what is being saved is not typed any more, unless that fails", async () => {
    const answers = [new Deferred(), new Deferred()];
    const answering = [...answers];
    onRpc("action_log_contact", () => answering.shift());
    await mountView(LOG_BOARD);
    for (const isRefused of [true, false]) {
        await openFromCard();
        await type("They need it by May");
        await save();
        await leave();
        expect.errors(1);
        const answer = answers.shift();
        if (isRefused) {
            const message = "Not on a Sunday";
            answer.reject(makeServerError({ type: "UserError", message }));
        } else {
            answer.resolve({ activity_id: 5 });
        }
        await animationFrame();
        await animationFrame();
        await openFromCard();
        expect(NOTE).toHaveValue(isRefused ? "They need it by May" : "");
        await leave();
    }
    expect.verifyErrors([/Sunday/]);
});

test("a contact that was sent before is known by the server as the same", async () => {
    await mountView(LOG_BOARD);
    await openFromCard();
    await type("They need it by May");
    const sent = failOnce("action_log_contact");
    await save();
    await leave();
    await openFromCard();
    await save();
    expect(sent).toEqual([tokens[0], tokens[0]]);
    expect.verifySteps(["crm.lead 1: note: They need it by May"]);
});
