import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryFirst, unload } from "@odoo/hoot-dom";
import { animationFrame, mockSendBeacon } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    hideTab,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Lead extends models.Model {
    _name = "crm.lead";

    name = fields.Char();
    stage = fields.Char({ default: "New" });
    is_asked = fields.Boolean({ default: true });
    expected_revenue = fields.Float();
    type = fields.Char({ default: "opportunity" });
    probability = fields.Float({ default: 50 });

    _records = [
        { id: 1, name: "Mango", expected_revenue: 0, is_asked: true },
        { id: 2, name: "Durian", expected_revenue: 700, is_asked: true },
    ];
}

defineMailModels();
defineModels([Lead]);

const REVENUE = ".o_field_widget[name=expected_revenue]";
const INPUT = `${REVENUE} input`;
const FORM = {
    type: "form",
    resModel: "crm.lead",
    arch: `<form>
        <field name="name"/>
        <field name="is_asked"/>
        <field name="expected_revenue" widget="monetary" required="is_asked"/>
    </form>`,
};

beforeEach(() => {
    onRpc("crm.lead", "web_save", ({ args }) => {
        expect.step(JSON.stringify(args[1].expected_revenue ?? "nothing"));
    });
});

async function type(text) {
    await contains(INPUT).edit(text, { confirm: false });
    await press("Tab");
    await animationFrame();
}

async function save() {
    await contains(".o_form_button_save").click();
}

test("the revenue of a new opportunity is empty, and asked for", async () => {
    await mountView(FORM);
    expect(INPUT).toHaveValue("");
    await contains("[name=name] input").edit("Papaya");
    expect(INPUT).toHaveValue("");
    await save();
    expect(REVENUE).toHaveClass("o_field_invalid");
    expect.verifySteps([]);
    await type("1,250.5");
    expect(REVENUE).not.toHaveClass("o_field_invalid");
    await save();
    expect(INPUT).toHaveValue("1,250.50");
    expect.verifySteps(["1250.5"]);
});

test("a 0 that is typed is taken", async () => {
    await mountView(FORM);
    await type("0");
    expect(INPUT).toHaveValue("0.00");
    await save();
    expect.verifySteps(["0"]);
    expect(INPUT).toHaveValue("0.00");
});

test("a 0 that is typed after a refusal is taken", async () => {
    await mountView(FORM);
    await save();
    expect(REVENUE).toHaveClass("o_field_invalid");
    await type("0");
    expect(REVENUE).not.toHaveClass("o_field_invalid");
    await save();
    expect.verifySteps(["0"]);
});

test("emptied, it is refused; what is no number as well", async () => {
    await mountView({ ...FORM, resId: 2 });
    for (const text of ["", "  ", "a lot"]) {
        await type(text);
        await save();
        expect(REVENUE).toHaveClass("o_field_invalid");
        expect.verifySteps([]);
    }
    await type("0");
    await save();
    expect.verifySteps(["0"]);
});

test("emptied in a new one, it is refused", async () => {
    await mountView(FORM);
    await type("5");
    await type("");
    await save();
    expect(REVENUE).toHaveClass("o_field_invalid");
    expect.verifySteps([]);
});

test("what is stored as 0 is shown and asks for nothing", async () => {
    await mountView({ ...FORM, resId: 1 });
    expect(INPUT).toHaveValue("0.00");
    await contains("[name=name] input").edit("Papaya");
    await save();
    expect.verifySteps(['"nothing"']);
    await type("");
    await save();
    expect.verifySteps([]);
    await contains(".o_form_button_cancel").click();
    expect(INPUT).toHaveValue("0.00");
});

test("where it is not required, Odoo's way stays", async () => {
    Lead._fields.is_asked = fields.Boolean({ default: false });
    await mountView(FORM);
    expect(INPUT).toHaveValue("0.00");
    await type("");
    await save();
    expect.verifySteps(["0"]);
});

test("what is not required any more holds up nobody", async () => {
    await mountView(FORM);
    await save();
    expect(REVENUE).toHaveClass("o_field_invalid");
    await contains("[name=is_asked] input").click();
    await save();
    expect.verifySteps(["0"]);
});

test("a default is no empty revenue", async () => {
    Lead._fields.expected_revenue = fields.Float({ default: 40 });
    await mountView({ ...FORM, context: { default_expected_revenue: 40 } });
    expect(INPUT).toHaveValue("40.00");
    await save();
    expect.verifySteps(["40"]);
});

const PLAIN = { ...FORM, arch: `<form><field name="name"/></form>` };

function countBeacons() {
    mockSendBeacon(() => {
        expect.step("beacon");
        return true;
    });
}

test("a new one that nobody touched is not stored by leaving it", async () => {
    countBeacons();
    await mountView(PLAIN);
    await hideTab();
    await unload();
    await animationFrame();
    expect.verifySteps([]);
});

test("a new one that somebody touched is stored once", async () => {
    countBeacons();
    await mountView(PLAIN);
    await contains("[name=name] input").edit("Papaya");
    await unload();
    await hideTab();
    await animationFrame();
    expect.verifySteps(["beacon"]);
});

test("what is being typed counts", async () => {
    await mountView(PLAIN);
    await contains("[name=name] input").edit("Papaya", { confirm: false });
    expect(queryFirst("[name=name] input")).toBeFocused();
    await hideTab();
    await animationFrame();
    expect.verifySteps(['"nothing"']);
});

const RATE = {
    ...FORM,
    arch: `<form>
        <field name="name"/>
        <field name="type" invisible="1"/>
        <field name="probability"/>
    </form>`,
};

test("a rate is sent where somebody touched it", async () => {
    onRpc("crm.lead", "web_save", ({ args }) => {
        expect.step(args[1].probability ?? "untouched");
    });
    await mountView(RATE);
    await contains("[name=name] input").edit("Papaya");
    await save();
    expect.verifySteps(["untouched", '"nothing"']);
    await mountView(RATE);
    await contains("[name=probability] input").edit("50.5");
    await save();
    expect.verifySteps([50.5, '"nothing"']);
});
