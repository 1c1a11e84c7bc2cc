import { beforeEach, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { lacking } from "../conditions/conditions_common";
import {
    choicesOfMango,
    defineContacts,
    DIALOG,
    LOG_BOARD,
    openFromCard,
    save,
    type,
} from "./contact_log_common";

let choices;
defineContacts(() => choices);

beforeEach(() => {
    choices = choicesOfMango();
});

async function open() {
    await mountView(LOG_BOARD);
    await openFromCard();
}

test("the stage changes along", async () => {
    await open();
    await type("They said yes");
    expect(`${DIALOG}_reason`).toHaveCount(0);
    await contains(`${DIALOG}_stage`).select("2");
    await save();
    expect(".o_notification_content").toHaveText(
        "Contact logged: Mango. Now in Offer. No next step is planned.",
    );
    expect.verifySteps(["crm.lead 1: note: They said yes, stage_id: 2"]);
});

test("what a type of activity has planned is not called none", async () => {
    onRpc("action_log_contact", () => ({ activity_id: 5, next_activity_id: 8 }));
    await open();
    await type("They said yes");
    await save();
    expect(".o_notification_content").toHaveText("Contact logged: Mango.");
});

test("a stage that asks why asks here", async () => {
    choices.leads[0].stages[1].asks_reason = true;
    await open();
    await type("They said yes");
    await contains(`${DIALOG}_stage`).select("2");
    await type("Wanted at once", "reason");
    await save();
    expect.verifySteps([
        "crm.lead 1: note: They said yes, stage_id: 2, reason: Wanted at once",
    ]);
});

function askMore() {
    Object.assign(choices.leads[0].stages[1], { asks_reason: true, asks_more: true });
    onRpc("oplus_stage_move_asks", () => ({ ...lacking(), asks_quotation: true }));
}

async function saveWithMove() {
    await type("They said yes");
    await contains(`${DIALOG}_stage`).select("2");
    await type("Wanted at once", "reason");
    await save();
    await animationFrame();
}

test("what the stage misses is asked for, and all is saved together", async () => {
    askMore();
    await open();
    await saveWithMove();
    expect(".modal .o_stage_move").toHaveCount(1);
    // nothing leads away from what was typed
    expect(".modal .o_stage_move_quotation").toHaveCount(0);
    expect(".modal [name=stage_change_reason] textarea").toHaveValue("Wanted at once");
    await contains(".modal .form-check-input").click();
    await contains(".modal:has(.o_stage_move) [name=name] input").edit("Mango 2");
    await contains(".modal:has(.o_stage_move) .modal-footer .btn-primary").click();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([
        "crm.lead 1: note: They said yes, stage_id: 2, values: [object Object]," +
            " checkpoint_ids: 7, reason: Wanted at once, override: false",
    ]);
});

test("who does not move after all is back in the dialog, with all that was typed", async () => {
    askMore();
    await open();
    await saveWithMove();
    await contains(".modal:has(.o_stage_move) .btn-secondary").click();
    expect(".modal").toHaveCount(1);
    expect(`${DIALOG}_note`).toHaveValue("They said yes");
    expect(`${DIALOG}_reason`).toHaveValue("Wanted at once");
    await contains(`${DIALOG}_stage`).select("0");
    await save();
    expect.verifySteps(["crm.lead 1: note: They said yes"]);
});
