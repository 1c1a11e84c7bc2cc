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
    _name = "crm.deal";

    closing = fields.Date({ string: "Closing" });
    active = fields.Boolean({ default: true });
    company_id = fields.Many2one({ relation: "res.company" });
    won_status = fields.Char({ default: "pending" });

    _records = [{ id: 1, closing: "2027-01-10", active: true }];
}

class Other extends models.Model {
    closing = fields.Date({ string: "Closing" });

    _records = [{ id: 1, closing: "2027-01-10" }];
}

defineMailModels();
defineModels([Company, Deal, Other]);

beforeEach(() => {
    serverState.lang = "th_TH";
    mockDate("2026-11-29 12:00:00", +7);
});

test("a card in Thai has the year of the pickers", async () => {
    await mountView({
        type: "kanban",
        resModel: "crm.deal",
        arch: `<kanban><templates><t t-name="card">
            <field name="closing" widget="closing_clock"/>
        </t></templates></kanban>`,
    });
    expect(".o_closing_clock").toHaveText(/10 ม.ค. 2027/);
});

test("a form in Thai has the year of its picker", async () => {
    await mountView({
        type: "form",
        resModel: "crm.deal",
        resId: 1,
        arch: `<form><field name="closing" widget="closing_clock"/></form>`,
    });
    expect(".o_closing_clock button").toHaveText("10 ม.ค. 2027");
    await contains(".o_closing_clock button").click();
    expect(".o_closing_clock input").toHaveValue("01/10/2027");
});

test("so have plain dates in lists and forms, and others have Odoo's", async () => {
    const arch = `<list><field name="closing"/></list>`;
    await mountView({ type: "list", resModel: "crm.deal", arch });
    expect(".o_data_cell").toHaveText("10 ม.ค. 2027");
    const form = `<form><field name="closing"/></form>`;
    await mountView({ type: "form", resModel: "crm.deal", resId: 1, arch: form });
    expect(".o_field_date button").toHaveText("10 ม.ค. 2027");
    await mountView({ type: "list", resModel: "other", arch });
    expect(".o_list_view:last .o_data_cell").toHaveText("10 ม.ค. 2570");
});
