import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Lead extends models.Model {
    _name = "crm.lead";

    name = fields.Char({ onChange: (lead) => (lead.probability = 50.4) });
    type = fields.Char({ default: "opportunity" });
    probability = fields.Float();

    _records = [{ id: 1, name: "Mango", probability: 50 }];
}

defineMailModels();
defineModels([Lead]);

const RATE = "[name=probability] input";

test("a rate that an onchange proposed is not sent", async () => {
    onRpc("crm.lead", "web_save", ({ args }) => {
        expect.step(args[1].probability ?? "untouched");
    });
    await mountView({
        type: "form",
        resModel: "crm.lead",
        resId: 1,
        arch: `<form>
            <field name="name"/>
            <field name="type" invisible="1"/>
            <field name="probability"/>
        </form>`,
    });
    await contains(RATE).edit("70");
    await contains(".o_form_button_cancel").click();
    await contains("[name=name] input").edit("Papaya");
    expect(RATE).toHaveValue("50.40");
    await contains(".o_form_button_save").click();
    expect.verifySteps(["untouched"]);
    await contains(RATE).edit("60");
    await contains(".o_form_button_save").click();
    expect.verifySteps([60]);
});
