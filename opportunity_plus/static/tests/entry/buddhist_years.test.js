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
    onRpc,
} from "@web/../tests/web_test_helpers";

class Deal extends models.Model {
    _name = "crm.deal";

    closing = fields.Date();
    called = fields.Datetime();

    _records = [{ id: 1 }];
}

defineMailModels();
defineModels([Deal]);

beforeEach(() => mockDate("2026-03-10 12:00:00", +7));

test("a year of the Buddhist era is taken as the one that is meant", async () => {
    onRpc("web_save", ({ args }) => {
        expect.step(args[1].closing);
        expect.step(args[1].called.slice(0, 10));
    });
    await mountView({
        type: "form",
        resModel: "crm.deal",
        resId: 1,
        arch: `<form><field name="closing"/><field name="called"/></form>`,
    });
    for (const [name, typed] of [
        ["closing", "01/27/2570"],
        ["called", "01/27/2027 12:00:00"],
    ]) {
        await contains(`.o_field_widget[name=${name}] :is(button, input)`).click();
        await contains(`.o_field_widget[name=${name}] input`).edit(typed, {
            confirm: false,
        });
        await press("Tab");
        await animationFrame();
    }
    expect(".o_field_widget[name=closing]").toHaveText("Jan 27, 2027");
    await contains(".o_form_button_save").click();
    expect.verifySteps(["2027-01-27", "2027-01-27"]);
});
