import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { mountView } from "@web/../tests/web_test_helpers";
import { defineOpportunities, Lead } from "./closing_common";

defineOpportunities();

async function statusBar(outcome) {
    Lead._records[0].won_status = outcome;
    await mountView({
        type: "form",
        resModel: "crm.lead",
        resId: 1,
        arch: `<form>
            <header>
                <field name="stage_id" widget="statusbar_duration" readonly="1"/>
            </header>
            <field name="won_status" invisible="1"/>
        </form>`,
    });
    const buttons = ".o_statusbar_status button.o_arrow_button:not(.d-none)";
    return queryAllTexts(buttons);
}

test("the status bar of a lost opportunity says so", async () => {
    expect(await statusBar("lost")).toEqual(["Lost", "Won", "Offer", "New"]);
    expect(".o_arrow_button_current").toHaveText("Lost");
});

test("the status bar of others shows the stage", async () => {
    expect(await statusBar("won")).toEqual(["Won", "Offer", "New"]);
    expect(".o_arrow_button_current").toHaveText("New");
});
