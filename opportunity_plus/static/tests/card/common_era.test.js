import { beforeEach, expect, test } from "@odoo/hoot";
import { mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    serverState,
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

    _records = [{ id: 1, closing: "2027-01-10", active: true }];
}

defineMailModels();
defineModels([Company, Deal]);

beforeEach(() => {
    serverState.lang = "th_TH";
    mockDate("2026-11-29 12:00:00", +7);
});

test("a card in Thai has the year of the pickers", async () => {
    await mountView({
        type: "kanban",
        resModel: "deal",
        arch: `<kanban><templates><t t-name="card">
            <field name="closing" widget="closing_clock"/>
        </t></templates></kanban>`,
    });
    expect(".o_closing_clock").toHaveText(/10 ม.ค. 2027/);
});

test("a form in Thai has the year of its picker", async () => {
    await mountView({
        type: "form",
        resModel: "deal",
        resId: 1,
        arch: `<form><field name="closing" widget="closing_clock"/></form>`,
    });
    expect(".o_closing_clock button").toHaveText("10 ม.ค. 2027");
    await contains(".o_closing_clock button").click();
    expect(".o_closing_clock input").toHaveValue("01/10/2027");
});
