import { expect, test } from "@odoo/hoot";
import { contains, fields, mountView } from "@web/../tests/web_test_helpers";
import { defineOpportunities, Lead } from "../closing/closing_common";

defineOpportunities();

test("the message names what is missing", async () => {
    Lead._fields.phone = fields.Char({ string: "Phone Number" });
    await mountView({
        type: "form",
        resModel: "crm.lead",
        arch: `<form>
            <field name="name"/>
            <field name="phone" required="1"/>
            <field name="stage_id" required="1"/>
        </form>`,
    });
    await contains("[name=name] input").edit("Mango");
    await contains(".o_form_button_save").click();
    expect(".o_notification").toHaveText(/Phone Number, Stage/);
});
