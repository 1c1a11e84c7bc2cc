import { expect, test } from "@odoo/hoot";
import { mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";

class Company extends models.Model {
    _name = "res.company";

    _records = [{ id: 1, name: "Patient" }];
}

class Deal extends models.Model {
    date_closed = fields.Datetime({ string: "Closed on" });
    active = fields.Boolean({ default: true });
    company_id = fields.Many2one({ relation: "res.company" });
    won_status = fields.Char({ default: "won" });

    _records = [{ id: 1, date_closed: "2026-03-12 08:00:00", active: true }];
}

defineMailModels();
defineModels([Company, Deal]);

test("the moment of closing is shown without a warning", async () => {
    mockDate("2026-03-20 12:00:00", +7);
    patchWithCleanup(console, { warn: (text) => expect.step(text) });
    await mountView({
        type: "form",
        resModel: "deal",
        resId: 1,
        arch: `<form>
            <field name="date_closed" widget="closing_clock" readonly="1"/>
        </form>`,
    });
    expect(".o_field_widget[name=date_closed]").toHaveText(/Mar 12/);
    expect.verifySteps([]);
});
