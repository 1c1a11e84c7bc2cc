import { expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, mountView } from "@web/../tests/web_test_helpers";
import {
    choicesOfMango,
    choose,
    defineContacts,
    DIALOG,
    FIRST_CARD,
    LOG_BOARD,
    openFromCard,
    SAVE,
    save,
    type,
} from "./contact_log_common";

let choices;
defineContacts(() => choices);
const NOTE = `${DIALOG}_note`;

async function open(changes = {}) {
    choices = choicesOfMango();
    Object.assign(choices.leads[0], changes);
    await mountView(LOG_BOARD);
    await openFromCard();
}

test("three taps: called, not reached, again tomorrow", async () => {
    await open(); // the first tap
    expect(".modal-title").toHaveText("Log a Contact");
    expect(`${DIALOG}_name`).toHaveText("Mango");
    await choose("reached", "no");
    expect(`${DIALOG} #contact_next_1`).toBeChecked();
    await save();
    expect(".modal").toHaveCount(0);
    expect(".o_notification_content").toHaveText(
        "Contact logged: Mango. Next: Call, 11/29/2026",
    );
    expect.verifySteps([
        "crm.lead 1: reached: false, note: , next_date: 2026-11-29, next_type_id: 2",
    ]);
});

test("a visit, with a next step of another type", async () => {
    await open();
    await choose("kind", "visit");
    await type("They want two rows");
    await choose("next", "7");
    expect(`${DIALOG}_next_type`).toHaveValue("3");
    await contains(`${DIALOG}_next_type`).select("2");
    await save();
    expect.verifySteps([
        "crm.lead 1: kind: visit, note: They want two rows, next_date: 2026-12-05," +
            " next_type_id: 2",
    ]);
});

test("any day may be picked", async () => {
    await open();
    await type("Later");
    await contains(`${DIALOG}_next_date`).edit("12/24/2026");
    expect(`${DIALOG} [name=contact_next]:checked`).toHaveCount(0);
    await contains(`${DIALOG}_next_date`).edit("12/01/2026");
    expect(`${DIALOG} #contact_next_3`).toBeChecked();
    await save();
    expect.verifySteps([
        "crm.lead 1: note: Later, next_date: 2026-12-01, next_type_id: 2",
    ]);
});

test("what was decided about the next step stays", async () => {
    await open();
    await choose("next", "3");
    await choose("reached", "no");
    expect(`${DIALOG} #contact_next_3`).toBeChecked();
    await choose("next", "0");
    await choose("reached", "yes");
    await choose("reached", "no");
    expect(`${DIALOG} #contact_next_0`).toBeChecked();
    expect(`${DIALOG}_next_type`).toHaveCount(0);
});

test("the proposal goes if somebody was reached after all", async () => {
    await open();
    await choose("reached", "no");
    await choose("reached", "yes");
    expect(`${DIALOG} #contact_next_0`).toBeChecked();
});

test("it may have been earlier", async () => {
    await open();
    await type("Before lunch");
    await contains(`${DIALOG}_date`).edit("11/28/2026 09:30:00");
    await save();
    expect.verifySteps(["crm.lead 1: note: Before lunch, date: 2026-11-28 08:30:00"]);
});

test("a contact does the planned call that is due", async () => {
    const activities = [
        { id: 8, kind: "visit", name: "Meeting", date_deadline: "2026-11-27" },
        { id: 9, kind: "call", name: "Call", date_deadline: "2026-11-28" },
    ];
    await open({ activities });
    expect(queryAllTexts(`${DIALOG}_activity option`)).toEqual([
        "Nothing planned is done by this",
        "Meeting, 11/27/2026",
        "Call, 11/28/2026",
    ]);
    expect(`${DIALOG}_activity`).toHaveValue("9");
    await choose("kind", "visit");
    expect(`${DIALOG}_activity`).toHaveValue("8");
    await choose("kind", "message");
    expect(`${DIALOG}_activity`).toHaveValue("0");
    await contains(`${DIALOG}_activity`).select("9");
    await type("Wrote in place of the call");
    await save();
    expect.verifySteps([
        "crm.lead 1: kind: message, note: Wrote in place of the call, activity_id: 9",
    ]);
});

test("what is planned for later is not done by it", async () => {
    const call = { id: 9, kind: "call", name: "Call", date_deadline: "2026-11-29" };
    await open({ activities: [call] });
    expect(`${DIALOG}_activity`).toHaveValue("0");
    await type("Fine");
    await save();
    expect(".o_notification").toHaveText(/Next: Call, 11\/29\/2026/);
    expect.verifySteps(["crm.lead 1: note: Fine"]);
});

test("of a next step of somebody else, nothing is said", async () => {
    const call = { id: 9, kind: "call", name: "Call", date_deadline: "2026-11-28" };
    await open({ activities: [call], more_planned: true });
    await type("Fine");
    await save();
    expect(".o_notification").not.toHaveText(/next step/);
    expect.verifySteps(["crm.lead 1: note: Fine, activity_id: 9"]);
});

test("by keyboard: the note has the focus, and Ctrl+Enter saves", async () => {
    await open();
    expect(NOTE).toBeFocused();
    await type("Fine");
    await press("Enter");
    expect(".modal").toHaveCount(1);
    await press(["Control", "Enter"]);
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["crm.lead 1: note: Fine"]);
});

test("Enter on a choice saves", async () => {
    await open();
    await contains(`${DIALOG} #contact_reached_no`, { visible: false }).focus();
    await choose("reached", "no");
    queryOne(`${DIALOG} #contact_reached_no`).focus();
    await press("Enter");
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([
        "crm.lead 1: reached: false, note: , next_date: 2026-11-29, next_type_id: 2",
    ]);
});

test("Escape asks if something was typed", async () => {
    await open();
    await type("Not lost");
    await press("Escape");
    await animationFrame();
    expect(".modal").toHaveCount(2);
    await contains(".modal button:contains(Keep Editing)").click();
    expect(NOTE).toHaveValue("Not lost");
    await contains(".o_contact_log_discard").click();
    await contains(".modal .btn-primary:contains(Discard)").click();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([]);
});

test("Escape closes if nothing was typed", async () => {
    await open();
    await choose("reached", "no");
    await press("Escape");
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([]);
});

test("closed opportunities have no button", async () => {
    choices = choicesOfMango();
    await mountView(LOG_BOARD);
    expect(`${FIRST_CARD} .o_log_contact`).toHaveCount(1);
    expect(".o_kanban_group:nth-child(3) .o_kanban_record").toHaveCount(1);
    expect(".o_kanban_group:nth-child(3) .o_log_contact").toHaveCount(0);
    expect(SAVE).toHaveCount(0);
});
