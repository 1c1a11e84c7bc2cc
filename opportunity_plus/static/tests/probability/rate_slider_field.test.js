import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred } from "@odoo/hoot-mock";
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

class Deal extends models.Model {
    rate = fields.Float({ string: "Rate" });
    is_closed = fields.Boolean();

    _records = [
        { id: 1, rate: 50 },
        { id: 2, rate: 100, is_closed: true },
    ];
}

defineMailModels();
defineModels([Deal]);

const SLIDER = `<field name="rate" widget="rate_slider" readonly="is_closed"/>`;
const BOARD = {
    type: "kanban",
    resModel: "deal",
    arch: `<kanban><field name="is_closed"/><templates><t t-name="card">
            ${SLIDER}</t></templates></kanban>`,
};
const FORM = {
    type: "form",
    resModel: "deal",
    resId: 1,
    arch: `<form><field name="is_closed"/>${SLIDER}</form>`,
};

beforeEach(() => {
    onRpc("deal", "web_save", ({ args }) => expect.step(args[1]));
});

/** Move the slider as the browser does: steps on the way, then the release. */
async function slide(...rates) {
    const slider = queryOne("input[type=range]");
    for (const rate of rates) {
        slider.value = rate;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        await animationFrame();
    }
    slider.dispatchEvent(new Event("change", { bubbles: true }));
    await animationFrame();
}

test("a form shows the moving rate and saves the last one", async () => {
    await mountView(FORM);
    expect(".o_rate_slider").toHaveText("50%");
    await slide(60, 75);
    expect(".o_rate_slider").toHaveText("75%");
    expect.verifySteps([]);
    await contains(".o_form_button_save").click();
    expect.verifySteps([{ rate: 75 }]);
    expect("input[type=range]").toHaveValue(75);
});

test("discarding gives the slider its rate back", async () => {
    await mountView(FORM);
    await slide(10);
    await contains(".o_form_button_cancel").click();
    expect("input[type=range]").toHaveValue(50);
    expect(".o_rate_slider").toHaveText("50%");
});

test("a screen reader hears name and percent, the keyboard gets there", async () => {
    await mountView(FORM);
    const slider = queryOne("input[type=range]");
    expect(slider).toHaveAttribute("aria-label", "Rate");
    expect(slider).toHaveAttribute("aria-valuetext", "50%");
    await contains("input[type=checkbox]").focus();
    await press("Tab");
    expect(slider).toBeFocused();
    await slide(51);
    expect(slider).toHaveAttribute("aria-valuetext", "51%");
});

test("what cannot be changed is a bar", async () => {
    await mountView({ ...FORM, resId: 2 });
    expect("input[type=range]").toHaveCount(0);
    expect("[role=meter]").toHaveAttribute("aria-valuenow", "100");
    expect("[role=meter]").toHaveAttribute("aria-valuetext", "100%");
});

test("on a board it saves once, after the last key", async () => {
    await mountView(BOARD);
    expect("input[type=range]").toHaveCount(1);
    expect("[role=meter]").toHaveCount(1);
    await slide(51);
    await slide(52);
    expect.verifySteps([]);
    await advanceTime(500);
    expect.verifySteps([{ rate: 52 }]);
});

test("a refused change gives the card its rate back", async () => {
    expect.errors(1);
    onRpc("deal", "web_save", () => {
        throw new Error("No way");
    });
    await mountView(BOARD);
    await slide(90);
    await advanceTime(500);
    expect.verifyErrors(["No way"]);
    expect("input[type=range]").toHaveValue(50);
});

test("a click on it does not open the card", async () => {
    mockService("action", { doAction: () => expect.step("action") });
    await mountView({ ...BOARD, selectRecord: () => expect.step("open") });
    await contains("input[type=range]").click();
    expect.verifySteps([]);
    await contains(".o_rate_slider_value:first").click();
    expect.verifySteps(["open"]);
});

test("a list has a bar, and the slider in the row that is edited", async () => {
    await mountView({
        type: "list",
        resModel: "deal",
        arch: `<list editable="bottom"><field name="is_closed"/>${SLIDER}</list>`,
    });
    expect("[role=meter]").toHaveCount(2);
    await contains(".o_data_row:first .o_rate_slider").click();
    expect("input[type=range]").toHaveCount(1);
    await slide(20);
    await contains(".o_list_button_save").click();
    expect.verifySteps([{ rate: 20 }]);
});

test("several keys are one mass edit of selected rows", async () => {
    await mountView({
        type: "list",
        resModel: "deal",
        arch: `<list multi_edit="1"><field name="is_closed"/>${SLIDER}</list>`,
    });
    await contains(".o_data_row:first .o_list_record_selector input").click();
    await contains(".o_data_row:first .o_rate_slider").click();
    await slide(51);
    await slide(52);
    expect("input[type=range]").toHaveCount(1);
    expect.verifySteps([]);
    await contains("input[type=range]").focus();
    await press("Enter");
    await animationFrame();
    expect.verifySteps([{ rate: 52 }]);
});

test("what is set while the rate before is being saved is not lost", async () => {
    const saved = new Deferred();
    onRpc("deal", "web_save", () => saved);
    await mountView({ ...BOARD, domain: [["id", "=", 1]] });
    await slide(60);
    await advanceTime(500);
    await slide(70);
    saved.resolve();
    await animationFrame();
    expect.verifySteps([{ rate: 60 }]);
    expect(".o_rate_slider").toHaveText("70%");
    await advanceTime(500);
    expect.verifySteps([{ rate: 70 }]);
    expect(".o_rate_slider").toHaveText("70%");
});
