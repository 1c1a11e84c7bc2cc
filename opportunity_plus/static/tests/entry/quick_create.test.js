import { expect, test } from "@odoo/hoot";
import { Deferred, press } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    makeServerError,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineOpportunities, FIELDS, Lead } from "../closing/closing_common";
import { complete, lacking } from "../conditions/conditions_common";

defineOpportunities();

const QUICK = ".o_kanban_quick_create";
const BOARD = {
    type: "kanban",
    resModel: "crm.lead",
    groupBy: ["stage_id"],
    arch: `<kanban js_class="crm_kanban" on_create="quick_create" quick_create_view="quick">
        ${FIELDS}
        <templates><t t-name="card"><field name="name"/></t></templates>
    </kanban>`,
};

/** Type a name in the quick form of the first stage, and have it refused. */
async function refuse(error, others = "", asks = false) {
    onRpc("crm.lead", "oplus_stage_entry_asks", () => asks);
    Lead._views["form,quick"] = `<form><field name="name"/>${others}</form>`;
    Lead._views.form = `<form class="o_full_form"><field name="name"/></form>`;
    onRpc("crm.lead", "web_save", ({ args }) => {
        if (args[1].name === "Papaya") {
            throw makeServerError(error);
        }
    });
    await mountView(BOARD);
    await contains(".o_kanban_group:nth-child(1) .o_kanban_quick_add").click();
    await contains(`${QUICK} [name=name] input`).edit("Papaya", { confirm: false });
    await press("Enter");
    await animationFrame();
}

test("a refusal is told, and what was typed stays", async () => {
    await refuse({ type: "ValidationError", message: "Not a papaya" });
    expect(".o_notification").toHaveText(/Not a papaya/);
    expect(".modal").toHaveCount(0);
    expect(`${QUICK} [name=name] input`).toHaveValue("Papaya");
    await contains(`${QUICK} [name=name] input`).edit("Melon", { confirm: false });
    await press("Enter");
    await animationFrame();
    expect(".o_kanban_group:nth-child(1) .o_kanban_record:first").toHaveText("Melon");
});

test("the full form takes over what was typed", async () => {
    await refuse({ type: "ValidationError", message: "Not a papaya" });
    await contains(".o_notification_buttons button").click();
    expect(".modal .o_full_form [name=name] input").toHaveValue("Papaya");
    expect(".o_notification").toHaveCount(0);
});

test("the full form takes over what was typed, and nothing that was proposed", async () => {
    onRpc("crm.lead", "onchange", ({ kwargs }) => {
        if ("default_name" in kwargs.context) {
            const names = Object.keys(kwargs.context);
            expect.step(names.filter((name) => name.startsWith("default_")).join());
        }
    });
    Lead._fields.won_status.default = "pending";
    await refuse(
        { type: "ValidationError", message: "Not a papaya" },
        `<field name="won_status"/>`,
    );
    await contains(".o_notification_buttons button").click();
    expect.verifySteps(["default_stage_id,default_name"]);
});

test("what the stage asks for is asked, and nothing that was typed is lost", async () => {
    onRpc("crm.lead", "oplus_stage_entry", function ({ args, kwargs }) {
        const { checkpoint_ids, reason, override } = kwargs;
        const [values, missing] = args;
        const given = { checkpoint_ids, reason, override };
        expect.step(`${values.name} ${missing.name} ${JSON.stringify(given)}`);
        return this.env["crm.lead"].create({ name: missing.name, stage_id: 1 });
    });
    await refuse({ type: "ValidationError", message: "Missing" }, "", lacking());
    expect(".o_notification").toHaveCount(0);
    expect(".modal-title").toHaveText("Create in Offer");
    await contains(".modal-footer .btn-secondary").click();
    expect(`${QUICK} [name=name] input`).toHaveValue("Papaya");
    await contains(`${QUICK} [name=name] input`).click();
    await press("Enter");
    await animationFrame();
    await complete();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([
        'Papaya Mango 2 {"checkpoint_ids":[7],"reason":"They called","override":false}',
    ]);
    expect(".o_kanban_group:nth-child(1) .o_kanban_record:first").toHaveText("Mango 2");
    expect(`${QUICK} [name=name] input`).toHaveValue("");
});

test("who presses Enter twice is asked once", async () => {
    const answer = new Deferred();
    await refuse({ type: "ValidationError", message: "Missing" }, "", answer);
    await press("Enter");
    await animationFrame();
    answer.resolve(lacking());
    await animationFrame();
    await animationFrame();
    expect(".modal").toHaveCount(1);
    await contains(".modal-footer .btn-secondary").click();
    expect(".modal").toHaveCount(0);
    await contains(`${QUICK} [name=name] input`).click();
    await press("Enter");
    await animationFrame();
    await animationFrame();
    expect(".modal").toHaveCount(1);
});

test("what is being created is waited for after Escape", async () => {
    const created = new Deferred();
    onRpc("crm.lead", "oplus_stage_entry", async function ({ args }) {
        expect.step("create");
        await created;
        return this.env["crm.lead"].create({ name: args[1].name, stage_id: 1 });
    });
    await refuse({ type: "ValidationError", message: "Missing" }, "", lacking());
    await complete();
    await press("Escape");
    await animationFrame();
    expect(".modal").toHaveCount(0);
    await contains(`${QUICK} [name=name] input`).click();
    await press("Enter");
    await animationFrame();
    await animationFrame();
    expect(".modal").toHaveCount(0);
    created.resolve();
    await animationFrame();
    await animationFrame();
    expect(".o_kanban_group:nth-child(1) .o_kanban_record:first").toHaveText("Mango 2");
    expect(`${QUICK} [name=name] input`).toHaveValue("");
    expect.verifySteps(["create"]);
});
