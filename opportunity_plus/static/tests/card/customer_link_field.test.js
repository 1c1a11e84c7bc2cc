import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Customer extends models.Model {
    name = fields.Char();

    _records = [
        { id: 1, name: "Siam Foods" },
        { id: 2, name: "Siam Foods, Lek" },
        { id: 3, name: "Mai" },
    ];
}

class Deal extends models.Model {
    contact_name = fields.Char();
    partner_id = fields.Many2one({ relation: "customer" });

    _records = [
        { id: 1, partner_id: 1 },
        { id: 2, partner_id: 1, contact_name: "Chai" },
        { id: 3, partner_id: 2, contact_name: "Lek" },
        { id: 4, partner_id: 3, contact_name: "Mai" },
        { id: 5, contact_name: "Nobody's" },
    ];
}

defineMailModels();
defineModels([Customer, Deal]);

const BOARD = {
    type: "kanban",
    resModel: "deal",
    arch: `<kanban><templates><t t-name="card">
            <field name="partner_id" widget="customer_link" readonly="1"/>
        </t></templates></kanban>`,
};

test("customer and contact have a line each", async () => {
    await mountView(BOARD);
    expect(queryAllTexts(".o_field_customer_link")).toEqual([
        "Siam Foods",
        "Siam Foods\nChai",
        "Siam Foods\nLek",
        "Mai",
        "",
    ]);
    expect(".o_customer_link:eq(2)").toHaveAttribute("title", "Siam Foods, Lek");
    expect(".o_customer_link:eq(2)").toHaveAttribute("href", "/odoo/m-customer/2");
});

test("a click opens the customer, not the card", async () => {
    onRpc("customer", "get_formview_action", ({ args }) => {
        expect.step(`customer ${args[0]}`);
        return {};
    });
    mockService("action", { doAction: () => {} });
    await mountView({ ...BOARD, selectRecord: () => expect.step("card") });
    await contains(".o_customer_link:first").click();
    expect.verifySteps(["customer 1"]);
});
