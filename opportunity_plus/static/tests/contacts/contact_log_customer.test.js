import { expect, test } from "@odoo/hoot";
import { contains, mountView } from "@web/../tests/web_test_helpers";
import {
    choicesOfOrchard,
    defineContacts,
    DIALOG,
    failOnce,
    LOG_BOARD,
    openByAction,
    save,
    type,
} from "./contact_log_common";

let choices;
defineContacts(() => choices);

test("of several opportunities, none is taken for granted", async () => {
    choices = choicesOfOrchard();
    await mountView(LOG_BOARD);
    await openByAction("res.partner", 7);
    await type("Fine");
    await save();
    expect(`${DIALOG}_problem`).toHaveText(/^Several opportunities are open/);
    await contains(`${DIALOG}_lead`).select("2");
    await save();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["crm.lead 2: note: Fine"]);
});

test("a customer without a phone number is told of, once that is known", async () => {
    choices = choicesOfOrchard();
    choices.leads = [{ ...choices.leads[0], phone: false }];
    await mountView(LOG_BOARD);
    failOnce("oplus_contact_choices");
    await openByAction("res.partner", 7);
    expect(`${DIALOG}_no_phone`).toHaveCount(0);
    await type("Fine");
    await save();
    expect(`${DIALOG}_no_phone`).toHaveText("No phone number is known.");
});

test("opportunities beyond the first are told of", async () => {
    choices = { ...choicesOfOrchard(), more_leads: 3 };
    await mountView(LOG_BOARD);
    await openByAction("res.partner", 7);
    expect(`${DIALOG}_more`).toHaveText(/^3 more opportunities/);
});

test("the button above a list logs with the one that is selected", async () => {
    choices = choicesOfOrchard();
    await mountView(LOG_BOARD);
    await openByAction("crm.lead", 1);
    await type("Fine");
    await save();
    expect.verifySteps(["crm.lead 1: note: Fine"]);
});
