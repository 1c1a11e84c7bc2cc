import { expect, test } from "@odoo/hoot";
import { click, press, queryOne } from "@odoo/hoot-dom";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Lead extends models.Model {
    _name = "crm.lead";

    name = fields.Char();
    customer = fields.Char({
        onChange: (lead) => {
            lead.name = lead.name || lead.customer;
        },
    });
    type = fields.Char({ default: "opportunity" });

    _records = [{ id: 1, name: "Mango", customer: "Siam" }];
}

defineMailModels();
defineModels([Lead]);

const CHAR = `<form><field name="customer"/><field name="name"/></form>`;
const TEXT = `<form><field name="customer"/><field name="name" widget="text"/></form>`;
const INPUT = "[name=name] :is(input, textarea)";

const open = (arch, resId) =>
    mountView({ type: "form", resModel: "crm.lead", arch, resId });

function selected() {
    const { selectionEnd, selectionStart, value } = queryOne(INPUT);
    return value.slice(selectionStart, selectionEnd);
}

for (const [kind, arch] of Object.entries({ line: CHAR, text: TEXT })) {
    test(`a proposed name is selected: ${kind}`, async () => {
        await open(arch);
        await contains("[name=customer] input").edit("Siam Trading");
        expect(INPUT).toHaveValue("Siam Trading");
        await click(INPUT);
        expect(selected()).toBe("Siam Trading");
    });

    test(`a name that somebody typed is not: ${kind}`, async () => {
        await open(arch);
        await contains(INPUT).edit("Sugar mill");
        await contains("[name=customer] input").edit("Siam Trading");
        expect(INPUT).toHaveValue("Sugar mill");
        await click(INPUT);
        expect(selected()).toBe("");
    });

    test(`nor that of an opportunity from before: ${kind}`, async () => {
        await open(arch, 1);
        await click(INPUT);
        expect(selected()).toBe("");
    });
}

test("a second click places the cursor", async () => {
    await open(CHAR);
    await contains("[name=customer] input").edit("Siam Trading");
    await click(INPUT);
    queryOne(INPUT).setSelectionRange(4, 4);
    await click(INPUT);
    expect(selected()).toBe("");
});

test("a name that arrives where the cursor waits is selected", async () => {
    await open(CHAR);
    await contains("[name=customer] input").edit("Siam Trading", { confirm: false });
    await press("Tab");
    await animationFrame();
    expect(INPUT).toBeFocused();
    expect(selected()).toBe("Siam Trading");
});

test("what somebody types while a name is on its way stays", async () => {
    await open(CHAR);
    const arrival = new Deferred();
    onRpc("crm.lead", "onchange", async () => {
        await arrival;
    });
    await contains("[name=customer] input").edit("Siam Trading", { confirm: false });
    await press("Tab");
    await press("s");
    arrival.resolve();
    await animationFrame();
    await animationFrame();
    expect(INPUT).toHaveValue("s");
    expect(selected()).toBe("");
});
