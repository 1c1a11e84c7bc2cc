import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { click, queryAllAttributes, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Reason extends models.Model {
    _name = "crm.lost.reason";

    name = fields.Char();

    _records = [
        { id: 1, name: "Too expensive" },
        { id: 2, name: "No budget" },
    ];
}

class Loss extends models.Model {
    _name = "crm.lead.lost";

    lost_reason_id = fields.Many2one({ relation: "crm.lost.reason", string: "Reason" });

    _records = [{ id: 1, lost_reason_id: 2 }];
}

defineMailModels();
defineModels([Reason, Loss]);

test("reasons are buttons that say which one is chosen", async () => {
    onRpc("web_save", ({ args }) => expect.step(args[1]));
    await mountView({
        type: "form",
        resModel: "crm.lead.lost",
        resId: 1,
        arch: `<form><field name="lost_reason_id" widget="reason_badges"/></form>`,
    });
    const buttons = ".o_field_reason_badges [role=group] button";
    expect(".o_field_reason_badges [role=group]").toHaveAttribute(
        "aria-label",
        "Reason",
    );
    expect(queryAllTexts(buttons)).toEqual(["Too expensive", "No budget"]);
    expect(queryAllAttributes(buttons, "aria-pressed")).toEqual(["false", "true"]);

    await click(`${buttons}:contains(Too expensive)`);
    await animationFrame();
    expect(queryAllAttributes(buttons, "aria-pressed")).toEqual(["true", "false"]);

    await click(".o_form_button_save");
    await animationFrame();
    expect.verifySteps([{ lost_reason_id: 1 }]);
});
