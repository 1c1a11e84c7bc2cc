import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { range } from "@web/core/utils/numbers";
import { user } from "@web/core/user";

class Stage extends models.Model {
    _name = "crm.stage";

    name = fields.Char();

    _records = [{ id: 1, name: "New" }];
}

class Lead extends models.Model {
    _name = "crm.lead";

    name = fields.Char();
    referred = fields.Char();
    stage_id = fields.Many2one({ relation: "crm.stage" });
    oplus_can_write = fields.Boolean();
    oplus_guidance = fields.Json();
    checklist_done = fields.Integer();
    checklist_total = fields.Integer();

    _records = [
        lead(1, { oplus_guidance: guide(), checklist_done: 1, checklist_total: 2 }),
        lead(2, { oplus_guidance: false }),
        lead(3, { oplus_guidance: guide(), oplus_can_write: false }),
    ];
}

function lead(id, values) {
    const name = `Deal ${id}`;
    return { id, name, stage_id: 1, oplus_can_write: true, ...values };
}

function point(id, name, values) {
    return { id, name, is_required: false, is_done: false, by: false, ...values };
}

function guide(values) {
    const date = "2026-03-02 09:00:00";
    return {
        text: "<p>Make an <b>appointment</b></p>",
        points: [
            point(1, "Called", { is_done: true, by: "Agent", date }),
            point(2, "Budget", { is_required: true, ...values }),
        ],
    };
}

defineMailModels();
defineModels([Stage, Lead]);

const ARCH = `<form>
    <field name="name"/>
    <div class="o_stage_guidance" invisible="not oplus_guidance">
        <widget name="stage_guidance"/>
        <group><field name="referred"/></group>
    </div>
</form>`;

const open = (resId) =>
    mountView({ type: "form", resModel: "crm.lead", resId, arch: ARCH });

const boxes = ".o_stage_guidance_point input";

beforeEach(() => {
    onRpc("crm.lead", "action_tick", ({ args: [ids, id, isDone] }) => {
        expect.step(`tick ${ids} ${id} ${isDone}`);
        return true;
    });
    onRpc("crm.lead", "read", ({ args: [ids] }) =>
        ids.map((id) => ({ id, oplus_guidance: guide({ is_done: true }) })),
    );
});

test("the panel tells purpose, points and who ticked them", async () => {
    await open(1);
    expect(".o_stage_guidance_fold").toHaveText("Guidance: New\n1/2");
    expect(".o_stage_guidance_text b").toHaveText("appointment");
    expect(queryAllTexts(".o_stage_guidance_point")[0]).toInclude("Done: Agent");
    expect(".o_stage_guidance_point:eq(1)").toHaveText("Budgetrequired");
    expect(`${boxes}:checked`).toHaveCount(1);
});

test("the panel is not there without guidance", async () => {
    await open(2);
    expect(".o_stage_guidance").toHaveCount(0);
});

test("the panel ticks at once, and leaves the changes of the form alone", async () => {
    await open(1);
    await contains("[name=referred] input").edit("A friend");
    await contains(`${boxes}:eq(1)`).click();
    expect.verifySteps(["tick 1 2 true"]);
    expect(".o_stage_guidance_progress").toHaveText("2/2");
    expect("[name=referred] input").toHaveValue("A friend");
});

test("a discarded form keeps the tick", async () => {
    await open(1);
    await contains("[name=referred] input").edit("A friend");
    await contains(`${boxes}:eq(1)`).click();
    await contains(".o_form_button_cancel").click();
    expect.verifySteps(["tick 1 2 true"]);
    expect("[name=referred] input").toHaveValue("");
    expect(".o_stage_guidance_progress").toHaveText("2/2");
});

test.tags("desktop");
test("the panel is ticked by keyboard", async () => {
    await open(1);
    await contains(`${boxes}:eq(0)`).focus();
    await press("Tab");
    await press("Space");
    await animationFrame();
    expect.verifySteps(["tick 1 2 true"]);
});

test("the panel is not ticked by readers", async () => {
    await open(3);
    expect(`${boxes}:disabled`).toHaveCount(2);
});

test("the panel folds with the key fields, and says so to the server", async () => {
    patchWithCleanup(user, {
        setUserSettings: (name, value) => expect.step(`${name} ${value}`),
    });
    await open(1);
    expect("[name=referred]").toBeVisible();
    await contains(".o_stage_guidance_fold").click();
    expect.verifySteps(["oplus_guidance_folded true"]);
    expect(".o_stage_guidance_body").toHaveCount(0);
    expect("[name=referred]").not.toBeVisible();
    expect(".o_stage_guidance_progress").toHaveText("1/2");
});

test("the panel opens as it was left", async () => {
    patchWithCleanup(user, {
        get settings() {
            return { oplus_guidance_folded: true };
        },
    });
    await open(1);
    expect(".o_stage_guidance_fold").toHaveAttribute("aria-expanded", "false");
});

test("a refused tick is taken back", async () => {
    expect.errors(1);
    onRpc("crm.lead", "action_tick", () => {
        throw new Error("no");
    });
    onRpc("crm.lead", "read", ({ args: [ids] }) =>
        ids.map((id) => ({ id, oplus_guidance: guide() })),
    );
    await open(1);
    await contains(`${boxes}:eq(1)`).click();
    await animationFrame();
    expect.verifyErrors([/no/]);
    expect(`${boxes}:checked`).toHaveCount(1);
});

test("ticks that the network has lost are taken back", async () => {
    expect.errors(3);
    for (const method of ["action_tick", "read"]) {
        onRpc("crm.lead", method, () => Promise.reject(new Error("lost")));
    }
    await open(1);
    for (const clicks of [1, 2]) {
        range(0, clicks).forEach(() => queryOne(`${boxes}:eq(1)`).click());
        await animationFrame();
        expect.verifyErrors(range(0, clicks).map(() => /lost/));
        expect(`${boxes}:checked`).toHaveCount(1);
    }
});

test("a new opportunity is saved before its first tick", async () => {
    onRpc("crm.lead", "action_tick", ({ args: [, id] }) => {
        expect.step(`tick ${id}`);
        return true;
    });
    onRpc("crm.lead", "web_save", () => expect.step("save"));
    onRpc("crm.lead", "read", ({ args: [ids] }) =>
        ids.map((id) => ({ id, oplus_guidance: guide({ is_done: true }) })),
    );
    await mountView({
        type: "form",
        resModel: "crm.lead",
        arch: ARCH,
        context: { default_oplus_guidance: guide(), default_oplus_can_write: true },
    });
    await contains(`${boxes}:eq(1)`).click();
    expect.verifySteps(["save", "tick 2"]);
});

test.tags("desktop");
test("a list tells the progress where there is a checklist", async () => {
    await mountView({
        type: "list",
        resModel: "crm.lead",
        arch: `<list><field name="checklist_done" widget="checklist_progress"/></list>`,
    });
    expect(queryAllTexts(".o_field_checklist_progress")).toEqual(["1/2", "", ""]);
    expect(".o_field_checklist_progress span").toHaveAttribute(
        "title",
        "Checklist: 1 of 2 points done",
    );
});
