import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { mountView } from "@web/../tests/web_test_helpers";
import { defineOpportunities, Lead } from "../closing/closing_common";

defineOpportunities();

async function statusBar(isEnabled) {
    Lead._records[0].oplus_is_stage_enabled = isEnabled;
    await mountView({
        type: "form",
        resModel: "crm.lead",
        resId: 1,
        arch: `<form>
            <header><field name="stage_id" widget="statusbar_duration"/></header>
            <field name="oplus_is_stage_enabled" invisible="1"/>
        </form>`,
    });
    return queryAllTexts(".o_statusbar_status button.o_arrow_button:not(.d-none)");
}

test("the status bar marks a disabled stage", async () => {
    expect(await statusBar(false)).toEqual(["Won", "Offer", "New (off)"]);
});

test("the status bar shows an enabled stage as it is", async () => {
    expect(await statusBar(true)).toEqual(["Won", "Offer", "New"]);
});
