import { beforeEach, expect, test } from "@odoo/hoot";
import { queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    fields,
    getService,
    makeMockEnv,
    MockServer,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { Lead } from "../closing/closing_common";
import {
    choicesOfMango,
    choicesOfOrchard,
    defineContacts,
    DIALOG,
    FIRST_CARD,
    LOG_BOARD,
    openByAction,
    openFromCard,
    save,
    type,
} from "./contact_log_common";

let choices;
defineContacts(() => choices);

beforeEach(() => {
    choices = choicesOfMango();
    Lead._records[0].phone = "+66 2 123";
    onRpc("web_save", ({ args }) => expect.step(`save ${JSON.stringify(args[1])}`));
});

const FORM = {
    type: "form",
    resModel: "crm.lead",
    resId: 1,
    arch: `<form>
        <field name="type" invisible="1"/>
        <field name="active" invisible="1"/>
        <field name="won_status" invisible="1"/>
        <field name="name"/>
        <field name="phone" widget="phone"/>
    </form>`,
};
const CALL = ".o_field_phone a";

/** No test dials. */
function keepFromDialing() {
    queryOne(CALL).addEventListener("click", (event) => event.preventDefault());
}

test("after saving the card shows what has changed, and no other is read", async () => {
    await mountView(LOG_BOARD);
    await openFromCard();
    await type("Renamed meanwhile");
    MockServer.env["crm.lead"].write([1], { name: "Mango 2" });
    onRpc("web_read", ({ args }) => expect.step(`read ${args[0]}`));
    onRpc("web_read_group", () => expect.step("read the board"));
    await save();
    expect(`${FIRST_CARD}:contains(Mango 2)`).toHaveCount(1);
    expect.verifySteps(["crm.lead 1: note: Renamed meanwhile", "read 1"]);
});

test("readers have no button", async () => {
    Lead._fields.oplus_can_write = fields.Boolean();
    Lead._records[0].oplus_can_write = true;
    await mountView({
        ...LOG_BOARD,
        arch: LOG_BOARD.arch.replace(
            "<templates>",
            `<field name="oplus_can_write"/><templates>`,
        ),
    });
    expect(".o_log_contact").toHaveCount(1);
});

test("a tap on the number dials, and the dialog is there", async () => {
    await mountView(FORM);
    keepFromDialing();
    await contains(CALL, { visible: false }).click();
    expect(`${DIALOG} #contact_kind_call`).toBeChecked();
    await animationFrame();
    expect(`${DIALOG}_phone`).toHaveAttribute("href", "tel:+662123");
    expect(`${DIALOG}_no_phone`).toHaveCount(0);
    await type("Called");
    await save();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["crm.lead 1: note: Called"]);
});

test("what was typed on the form is saved with the call", async () => {
    await mountView(FORM);
    await contains("[name=name] input").edit("Mango 3", { confirm: false });
    keepFromDialing();
    await contains(CALL, { visible: false }).click();
    await type("Called");
    await save();
    expect("[name=name] input").toHaveValue("Mango 3");
    expect.verifySteps(["crm.lead 1: note: Called", 'save {"name":"Mango 3"}']);
});

test("the number of a closed opportunity only dials", async () => {
    await mountView({ ...FORM, resId: 3 });
    await contains("[name=phone] input").edit("+66 9");
    keepFromDialing();
    await contains(CALL, { visible: false }).click();
    await animationFrame();
    expect(".modal").toHaveCount(0);
});

test("the card has no number on a large screen", async () => {
    await mountView(LOG_BOARD);
    expect(".o_call_customer").toHaveCount(0);
});

test("on a small screen the card has the number, where there is one", async () => {
    await makeMockEnv();
    getService("ui").isSmall = true;
    await mountView(LOG_BOARD);
    expect(".o_call_customer").toHaveCount(1);
    expect(".o_call_customer").toHaveAttribute("href", "tel:+662123");
    queryOne(".o_call_customer").addEventListener("click", (event) =>
        event.preventDefault(),
    );
    await contains(".o_call_customer").click();
    expect(`${DIALOG} #contact_kind_call`).toBeChecked();
});

test("without a number the dialog works", async () => {
    Object.assign(choices.leads[0], { phone: false });
    await mountView(LOG_BOARD);
    await openFromCard();
    expect(`${DIALOG}_phone`).toHaveCount(0);
    await type("Met at the fair");
    await save();
    expect.verifySteps(["crm.lead 1: note: Met at the fair"]);
});

test("a customer with several opportunities: one of them is chosen", async () => {
    choices = choicesOfOrchard();
    await mountView(LOG_BOARD);
    await openByAction("res.partner", 7);
    expect(queryAllTexts(`${DIALOG}_lead option`)).toEqual([
        "Choose the opportunity",
        "Mango",
        "Durian",
        "None of them: with the customer",
    ]);
    expect(`${DIALOG}_more`).toHaveCount(0);
    await contains(`${DIALOG}_lead`).select("1");
    await contains(`${DIALOG}_stage`).select("2");
    await contains(`${DIALOG}_lead`).select("2");
    expect(`${DIALOG}_stage`).toHaveValue("0");
    await type("About the second");
    await save();
    expect(".o_notification_content").toHaveText(/^Contact logged: Durian\./);
    expect.verifySteps(["crm.lead 2: note: About the second"]);
});

test("a contact may be about no opportunity", async () => {
    choices = choicesOfOrchard();
    await mountView(LOG_BOARD);
    await openByAction("res.partner", 7);
    await contains(`${DIALOG}_lead`).select("0");
    expect(`${DIALOG}_stage`).toHaveCount(0);
    await type("New Year");
    await save();
    expect(".o_notification_content").toHaveText(/^Contact logged: Orchard\./);
    expect.verifySteps(["res.partner 7: note: New Year"]);
});

test("a customer without opportunity: the dialog says so, and offers one", async () => {
    choices = { ...choicesOfOrchard(), leads: [] };
    await mountView(LOG_BOARD);
    await openByAction("res.partner", 7);
    patchWithCleanup(getService("action"), {
        doAction({ res_model: resModel, context }) {
            expect.step(`${resModel} ${JSON.stringify(context)}`);
        },
    });
    await contains(`${DIALOG}_no_lead button`).click();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([
        'crm.lead {"default_partner_id":7,"default_type":"opportunity"}',
    ]);
});

test("one opportunity at a time", async () => {
    await mountView(LOG_BOARD);
    await openByAction("crm.lead", 1, 2);
    expect(".modal").toHaveCount(0);
    expect(".o_notification_content").toHaveText(
        "Select one opportunity to log a contact.",
    );
});
