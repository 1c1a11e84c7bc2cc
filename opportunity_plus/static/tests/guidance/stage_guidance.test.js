import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { user } from "@web/core/user";
import {
    ARCH,
    BOXES,
    defineGuidance,
    guide,
    open,
    storeTicks,
} from "./guidance_common";

defineGuidance();

beforeEach(storeTicks);

test("the panel tells purpose, points and who ticked them", async () => {
    await open(1);
    expect(".o_stage_guidance_fold").toHaveText("Guidance: New\n1/2");
    expect(".o_stage_guidance_text b").toHaveText("appointment");
    expect(queryAllTexts(".o_stage_guidance_point")[0]).toInclude("Done: Agent");
    expect(".o_stage_guidance_point:eq(1)").toHaveText("Budgetrequired");
    expect(`${BOXES}:checked`).toHaveCount(1);
});

test("the panel is not there without guidance", async () => {
    await open(2);
    expect(".o_stage_guidance").toHaveCount(0);
});

test("the panel ticks at once, and leaves the changes of the form alone", async () => {
    await open(1);
    await contains("[name=referred] input").edit("A friend");
    await contains(`${BOXES}:eq(1)`).click();
    expect.verifySteps(["tick 1 2 true"]);
    expect(".o_stage_guidance_progress").toHaveText("2/2");
    expect("[name=referred] input").toHaveValue("A friend");
});

test("a discarded form keeps the tick", async () => {
    await open(1);
    await contains("[name=referred] input").edit("A friend");
    await contains(`${BOXES}:eq(1)`).click();
    await contains(".o_form_button_cancel").click();
    expect.verifySteps(["tick 1 2 true"]);
    expect("[name=referred] input").toHaveValue("");
    expect(".o_stage_guidance_progress").toHaveText("2/2");
});

test.tags("desktop");
test("the panel is ticked by keyboard", async () => {
    await open(1);
    await contains(`${BOXES}:eq(0)`).focus();
    await press("Tab");
    await press("Space");
    await animationFrame();
    expect.verifySteps(["tick 1 2 true"]);
});

test("the panel is not ticked by readers", async () => {
    await open(3);
    expect(`${BOXES}:disabled`).toHaveCount(2);
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

test("a new opportunity is saved before its first tick", async () => {
    onRpc("crm.lead", "action_tick", ({ args: [, id] }) => {
        expect.step(`tick ${id}`);
        return true;
    });
    onRpc("crm.lead", "web_save", () => expect.step("save"));
    await mountView({
        type: "form",
        resModel: "crm.lead",
        arch: ARCH,
        context: { default_oplus_guidance: guide(), default_oplus_can_write: true },
    });
    await contains(`${BOXES}:eq(1)`).click();
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
