import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { queryRect, resize } from "@odoo/hoot-dom";
import {
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

class Wide extends models.Model {
    _name = "wide";

    name = fields.Char();
    text = fields.Char();
    a = fields.Char({ default: "Some long text" });
    b = fields.Char({ default: "Some long text" });

    _records = [{ id: 1, name: "A name of some length", text: "Another text" }];
}

defineMailModels();
defineModels([Wide]);

test("a name gives way to other columns last", async () => {
    await resize({ width: 400 });
    await mountView({
        type: "list",
        resModel: "wide",
        arch: `
            <list>
                <field name="name" widget="wide_char"/>
                <field name="text"/>
                <field name="a"/>
                <field name="b"/>
            </list>`,
    });
    const width = (name) => queryRect(`th[data-name=${name}]`).width;
    expect(width("name")).toBeGreaterThan(width("text"));
    expect(width("name")).toBeGreaterThan(180);
});
