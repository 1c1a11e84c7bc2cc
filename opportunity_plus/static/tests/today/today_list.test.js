import { expect, test } from "@odoo/hoot";
import { click } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

class Lead extends models.Model {
    _name = "crm.lead";

    name = fields.Char();
    oplus_attention = fields.Integer();

    _records = [
        { id: 1, name: "Banana", oplus_attention: 1 },
        { id: 2, name: "Apple", oplus_attention: 2 },
    ];
}

defineMailModels();
defineModels([Lead]);

test("the help is shown as long as the list has the order that it tells", async () => {
    await mountView({
        type: "list",
        resModel: "crm.lead",
        arch: `<list js_class="opportunity_plus_today_list" default_order="oplus_attention">
            <field name="name"/>
            <field name="oplus_attention"/>
        </list>`,
    });
    expect(".o_today_help_button").toHaveCount(1);
    await click("th[data-name=name]");
    await animationFrame();
    expect(".o_data_row:first").toHaveText(/Apple/);
    expect(".o_today_help_button").toHaveCount(0);
});
