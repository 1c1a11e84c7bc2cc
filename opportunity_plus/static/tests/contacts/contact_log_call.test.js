import { beforeEach, expect, test } from "@odoo/hoot";
import { Deferred, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { mailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { loseConnection } from "../foundation/connection_common";
import {
    choicesOfOrchard,
    defineContacts,
    DIALOG,
    PROBLEM,
    save,
    type,
} from "./contact_log_common";

let choices;
defineContacts(() => choices);

class Partner extends mailModels.ResPartner {
    phone = fields.Char();
    opportunity_count = fields.Integer();
}

defineModels([Partner]);

const CALL = ".o_field_phone a";
const AN = 77;

beforeEach(() => {
    choices = choicesOfOrchard();
    // Mr An works at Orchard, whose opportunities are not counted here
    Partner._records.push({ id: AN, name: "Mr An", phone: "+66 9" });
    onRpc("res.partner", "oplus_contact_choices", ({ args }) => {
        expect.step(`choices of ${args[0]}`);
    });
});

const COUNT = `<field name="opportunity_count" invisible="1"/>`;

/** Opens the page of Mr An; no test dials. */
async function openPage(fieldNodes = COUNT) {
    await mountView({
        type: "form",
        resModel: "res.partner",
        resId: AN,
        arch: `<form>${fieldNodes}
            <field name="name"/><field name="phone" widget="phone"/></form>`,
    });
    queryOne(CALL).addEventListener("click", (event) => event.preventDefault());
}

async function tapOnNumber() {
    await contains(CALL, { visible: false }).click();
    await animationFrame();
}

test("a tap on a number logs a call about the opportunities of the company", async () => {
    await openPage();
    await tapOnNumber();
    expect(`${DIALOG} #contact_kind_call`).toBeChecked();
    // they were asked for once
    expect.verifySteps([`choices of ${AN}`]);
    await contains(`${DIALOG}_lead`).select("2");
    await type("Fine");
    await save();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["crm.lead 2: note: Fine"]);
});

test("where nothing is open, a tap only dials", async () => {
    choices.leads = [];
    Partner._records.at(-1).opportunity_count = 3;
    await openPage();
    await tapOnNumber();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([`choices of ${AN}`]);
});

test("nor is a dialog in the way of those who may log nothing", async () => {
    Object.assign(choices.record, { may_log: false, refusal: "You may only read it." });
    await openPage();
    await tapOnNumber();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([`choices of ${AN}`]);
});

test("two taps open one dialog", async () => {
    const answer = new Deferred();
    onRpc("res.partner", "oplus_contact_choices", () => answer);
    await openPage();
    await tapOnNumber();
    await tapOnNumber();
    answer.resolve(choices);
    await animationFrame();
    await animationFrame();
    expect(".modal").toHaveCount(1);
    expect.verifySteps([]);
});

test("without a connection the dialog is there, and asks later", async () => {
    await openPage();
    const restore = loseConnection();
    await tapOnNumber();
    expect(`${DIALOG}_name`).toHaveText("Mr An");
    expect(PROBLEM).toHaveText(/^There is no connection\./);
    await type("Fine");
    restore();
    await save();
    await contains(`${DIALOG}_lead`).select("1");
    await save();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([`choices of ${AN}`, "crm.lead 1: note: Fine"]);
});

test("who does not sell only dials", async () => {
    await openPage("");
    await tapOnNumber();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([]);
});
