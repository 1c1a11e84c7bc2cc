import { beforeEach, expect, test } from "@odoo/hoot";
import { press } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

class Company extends models.Model {
    _name = "res.company";

    _records = [{ id: 1, name: "Patient" }];
}

class Deal extends models.Model {
    closing = fields.Date({ string: "Closing" });
    active = fields.Boolean({ default: true });
    company_id = fields.Many2one({ relation: "res.company" });
    won_status = fields.Char({ default: "pending" });

    _records = [{ id: 1, closing: "2026-03-12", active: true }];
}

defineMailModels();
defineModels([Company, Deal]);

beforeEach(() => mockDate("2026-03-10 12:00:00", +7));

test("a date that is typed after a refusal is seen", async () => {
    await mountView({
        type: "form",
        resModel: "deal",
        resId: 1,
        arch: `<form><field name="closing" widget="closing_clock" required="1"/></form>`,
    });
    await contains(".o_closing_clock button").click();
    await contains(".o_closing_clock input").clear({ confirm: false });
    await contains(".o_form_button_save").click();
    expect(".o_field_widget[name=closing]").toHaveClass("o_field_invalid");
    await contains(".o_closing_clock input").click();
    await contains(".o_closing_clock input").edit("12/20/2026", { confirm: false });
    await press("Tab");
    await animationFrame();
    expect(".o_closing_clock_far").toHaveText(/Dec 20/);
    expect(".o_closing_clock button, .o_closing_clock input").toHaveCount(1);
    await contains(".o_form_button_save").click();
    expect(".o_closing_clock_far").toHaveText(/Dec 20/);
});
