import { beforeEach, expect, test } from "@odoo/hoot";
import { queryOne, queryRect, waitFor } from "@odoo/hoot-dom";
import { animationFrame, runAllTimers } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Deal extends models.Model {
    name = fields.Char();
    rate = fields.Float({ string: "Rate" });

    _records = [
        { id: 1, name: "Rice mill", rate: 20 },
        { id: 2, name: "Cold store", rate: 80 },
    ];
    _views = {
        "form,quick": `<form><field name="name"/>
            <field name="rate" widget="rate_slider"/></form>`,
    };
}

defineMailModels();
defineModels([Deal]);

const SLIDER = "input[type=range]";

beforeEach(() => {
    onRpc("deal", "web_save", ({ args }) => expect.step(args[1]));
});

async function openForm() {
    await mountView({
        type: "form",
        resModel: "deal",
        resId: 1,
        arch: `<form><field name="rate"/><div style="width: 300px">
            <field name="rate" widget="rate_slider" options="{'hide_value': True}"/>
        </div></form>`,
    });
}

async function openQuickCreate() {
    await mountView({
        type: "kanban",
        resModel: "deal",
        groupBy: ["name"],
        arch: `<kanban on_create="quick_create" quick_create_view="quick">
            <templates><t t-name="card"><field name="name"/></t></templates></kanban>`,
    });
    await contains(".o_kanban_group:first .o_kanban_quick_add").click();
    await waitFor(SLIDER);
    await slide(20);
}

async function openRow() {
    await mountView({
        type: "list",
        resModel: "deal",
        arch: `<list editable="bottom"><field name="rate" widget="rate_slider"/></list>`,
    });
    await contains(".o_data_row:first .o_rate_slider").click();
}

/** What the keyboard does, to begin with a rate. */
async function slide(rate) {
    const slider = queryOne(SLIDER);
    slider.value = rate;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    slider.dispatchEvent(new Event("change", { bubbles: true }));
    await animationFrame();
}

/** The finger at a rate, so many pixels above the slider. */
function at(rate, up = 0) {
    const { bottom, height, left, top, width } = queryRect(SLIDER);
    const clientX = left + height / 2 + (width - height) * (rate / 100);
    return { rate, clientX, clientY: (top + bottom) / 2 - up };
}

function send(type, { clientX, clientY }, Type = PointerEvent, options = {}) {
    const init = { bubbles: true, cancelable: true, clientX, clientY, ...options };
    queryOne(SLIDER).dispatchEvent(new Type(type, { pointerType: "touch", ...init }));
}

/** The browser's slider follows the finger. */
function follow({ rate }) {
    const slider = queryOne(SLIDER);
    if (slider.valueAsNumber !== rate) {
        slider.value = rate;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
    }
}

async function touch(point, options) {
    send("pointerdown", point);
    send("touchstart", point, TouchEvent, options);
    follow(point);
    await animationFrame();
}

async function drag(...points) {
    for (const point of points) {
        send("pointermove", point);
        follow(point);
        await animationFrame();
    }
}

async function lift(point) {
    const before = queryOne(SLIDER).valueAsNumber;
    send("pointerup", point);
    send("touchend", point, TouchEvent);
    if (queryOne(SLIDER).valueAsNumber !== before || before !== 20) {
        queryOne(SLIDER).dispatchEvent(new Event("change", { bubbles: true }));
    }
    await runAllTimers();
    await animationFrame();
}

/** The browser scrolls the page in place of the slider. */
async function scroll(point) {
    send("pointercancel", point);
    send("touchend", point, TouchEvent);
    await runAllTimers();
    await animationFrame();
}

for (const [door, open] of Object.entries({ openForm, openQuickCreate, openRow })) {
    test(`scrolling that begins on the slider changes nothing (${door})`, async () => {
        await open();
        await touch(at(70));
        await drag(at(70, 20));
        await scroll(at(70, 90));
        expect(SLIDER).toHaveValue(20);
        // on the thumb, a bit askew
        await touch(at(20));
        await drag(at(21, 30), at(22, 60));
        await lift(at(22, 90));
        expect(SLIDER).toHaveValue(20);
        expect.verifySteps([]);
    });

    test(`a finger drags the thumb (${door})`, async () => {
        await open();
        await touch(at(20));
        await drag(at(40), at(60, 5));
        expect(SLIDER).toHaveValue(60);
        await lift(at(60));
        expect(SLIDER).toHaveValue(60);
    });

    test(`a tap moves the thumb there (${door})`, async () => {
        await open();
        await touch(at(70));
        await lift(at(70));
        expect(SLIDER).toHaveValue(70);
    });
}

test("a drag that does not begin on the thumb changes nothing", async () => {
    await openForm();
    await touch(at(70));
    await drag(at(80), at(90));
    await lift(at(90));
    expect(SLIDER).toHaveValue(20);
    expect(".o_form_button_save").not.toBeVisible();
});

for (const [type, Type] of [
    ["pointercancel", PointerEvent],
    ["touchcancel", TouchEvent],
]) {
    test(`${type} gives a dragged slider its rate back`, async () => {
        await openForm();
        await touch(at(20));
        await drag(at(40), at(60));
        expect(".o_field_float input").toHaveValue("60.00");
        send(type, at(60), Type);
        await animationFrame();
        expect(SLIDER).toHaveValue(20);
        expect(".o_field_float input").toHaveValue("20.00");
        expect(".o_form_button_save").not.toBeVisible();
    });
}

test("a finger that stops a rolling page changes nothing", async () => {
    await openForm();
    await touch(at(70), { cancelable: false });
    await lift(at(70));
    expect(SLIDER).toHaveValue(20);
});

test("after scrolling, the keyboard and a screen reader go on", async () => {
    await openForm();
    await touch(at(70));
    await drag(at(70, 20));
    await scroll(at(70, 90));
    await slide(33);
    await contains(".o_form_button_save").click();
    expect.verifySteps([{ rate: 33 }]);
});

test("the figure beside the slider follows it, and is the only one", async () => {
    await openForm();
    await touch(at(20));
    await drag(at(40), at(60));
    expect(".o_field_float input").toHaveValue("60.00");
    expect(".o_rate_slider_value").toHaveCount(0);
    await lift(at(60));
    await contains(".o_form_button_save").click();
    expect.verifySteps([{ rate: 60 }]);
});
