import { expect, test } from "@odoo/hoot";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineOpportunities, Lead } from "./closing_common";

defineOpportunities();

const CLICKABLE = `options="{'clickable': '1'}"`;

async function statusBar(
    outcome,
    attributes = `readonly="1"`,
    widget = "statusbar_duration",
) {
    Lead._records[0].won_status = outcome;
    await mountView({
        type: "form",
        resModel: "crm.lead",
        resId: 1,
        arch: `<form>
            <header>
                <field name="stage_id" widget="${widget}" ${attributes}/>
            </header>
            <field name="name"/>
            <field name="won_status" invisible="1"/>
            <field name="oplus_can_reopen" invisible="1"/>
            <field name="stage_change_reason" invisible="1"/>
            <field name="oplus_stages_asking_reason" invisible="1"/>
        </form>`,
    });
    const buttons = ".o_statusbar_status button.o_arrow_button:not(.d-none)";
    return queryAllTexts(buttons);
}

test("the status bar of a lost opportunity says so", async () => {
    expect(await statusBar("lost")).toEqual(["Lost", "Won", "Offer", "New"]);
    expect(".o_arrow_button_current").toHaveText("Lost");
});

test("a status bar without durations says so as well", async () => {
    const items = await statusBar("lost", `readonly="1"`, "statusbar");
    expect(items).toEqual(["Lost", "Won", "Offer", "New"]);
    expect(".o_arrow_button_current").toHaveText("Lost");
});

test("the status bar of others shows the stage", async () => {
    expect(await statusBar("won")).toEqual(["Won", "Offer", "New"]);
    expect(".o_arrow_button_current").toHaveText("New");
});

test("any stage asks for the reason of reopening, and nothing else", async () => {
    mockService("action", {
        doActionButton: ({ name, resId, args }) =>
            expect.step(`${name} ${resId} ${args}`),
    });
    onRpc("crm.lead", "web_save", () => expect.step("saved"));
    Lead._records[0].oplus_can_reopen = true; // Offer asks why it is entered
    await statusBar("lost", CLICKABLE);
    await contains(".o_arrow_button:contains(New)").click();
    await contains(".o_arrow_button:contains(Offer)").click();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["oplus_action_reopen 1 [1]", "oplus_action_reopen 1 [2]"]);
});

test("what was typed is saved before the reason of reopening is asked", async () => {
    mockService("action", {
        doActionButton({ name, onClose }) {
            expect.step(name);
            return onClose(); // discarded
        },
    });
    onRpc("crm.lead", "web_save", ({ args }) => expect.step(args[1]));
    Lead._records[0].oplus_can_reopen = true;
    await statusBar("lost", CLICKABLE);
    await contains("[name=name] input").edit("Papaya");
    await contains(".o_arrow_button:contains(New)").click();
    expect("[name=name] input").toHaveValue("Papaya");
    expect.verifySteps([{ name: "Papaya" }, "oplus_action_reopen"]);
});

test("lost is no stage to move to", async () => {
    onRpc("crm.lead", "web_save", () => expect.step("saved"));
    await statusBar("lost", CLICKABLE);
    await press(["alt", "shift", "x"]);
    await animationFrame();
    await contains(".o_command:contains(Lost)").click();
    await animationFrame();
    expect.verifySteps([]);
});

test("elsewhere, a state of that name is one like others", async () => {
    class Claim extends models.Model {
        _name = "claim";

        state = fields.Selection({
            selection: [
                ["new", "New"],
                ["lost", "Lost"],
            ],
        });

        _records = [{ id: 1, state: "new" }];
    }
    defineModels([Claim]);
    onRpc("claim", "web_save", ({ args }) => expect.step(args[1]));
    await mountView({
        type: "form",
        resModel: "claim",
        resId: 1,
        arch: `<form>
            <header>
                <field name="state" widget="statusbar" options="{'clickable': '1'}"/>
            </header>
        </form>`,
    });
    await contains(".o_arrow_button:contains(Lost)").click();
    expect.verifySteps([{ state: "lost" }]);
});
