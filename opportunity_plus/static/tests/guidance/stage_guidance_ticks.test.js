import { beforeEach, expect, test } from "@odoo/hoot";
import { Deferred, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, onRpc } from "@web/../tests/web_test_helpers";
import { range } from "@web/core/utils/numbers";
import {
    answer,
    BOXES,
    defineGuidance,
    guide,
    open,
    storeTicks,
} from "./guidance_common";

defineGuidance();

beforeEach(storeTicks);

test("a refused tick is taken back", async () => {
    expect.errors(1);
    onRpc("crm.lead", "action_tick", () => {
        throw new Error("no");
    });
    answer(() => guide());
    await open(1);
    await contains(`${BOXES}:eq(1)`).click();
    await animationFrame();
    expect.verifyErrors([/no/]);
    expect(`${BOXES}:checked`).toHaveCount(1);
});

test("ticks that the network has lost are taken back", async () => {
    expect.errors(3);
    for (const method of ["action_tick", "read"]) {
        onRpc("crm.lead", method, () => Promise.reject(new Error("lost")));
    }
    await open(1);
    for (const clicks of [1, 2]) {
        range(0, clicks).forEach(() => queryOne(`${BOXES}:eq(1)`).click());
        await animationFrame();
        expect.verifyErrors(range(0, clicks).map(() => /lost/));
        expect(`${BOXES}:checked`).toHaveCount(1);
    }
});

/** Each point is stored once its answer is there; says what to resolve. */
function answerLater() {
    const stored = { 1: true, 2: false };
    const answers = {};
    onRpc("crm.lead", "action_tick", async ({ args: [, id, isDone] }) => {
        answers[id] = new Deferred();
        await answers[id];
        stored[id] = isDone;
        return true;
    });
    answer(() => {
        expect.step("read");
        const [first, second] = guide({ is_done: stored[2] }).points;
        return { text: "", points: [{ ...first, is_done: stored[1] }, second] };
    });
    return async (id) => {
        answers[id].resolve();
        await animationFrame();
    };
}

const ticked = (number) => expect(`${BOXES}:eq(${number}):checked`).toHaveCount(1);
const unticked = (number) => expect(`${BOXES}:eq(${number}):checked`).toHaveCount(0);

test("a tick that is slow is not undone by a quick one after it", async () => {
    const resolve = answerLater();
    await open(1);
    await contains(`${BOXES}:eq(1)`).click();
    await contains(`${BOXES}:eq(0)`).click();
    await resolve(1);
    ticked(1);
    unticked(0);
    await resolve(2);
    ticked(1);
    unticked(0);
    expect.verifySteps(["read"]);
});

test("a tick is not undone by what was read before it", async () => {
    const resolve = answerLater();
    await open(1);
    const reading = new Deferred();
    await contains(`${BOXES}:eq(1)`).click();
    onRpc("crm.lead", "read", async ({ parent }) => {
        await reading;
        return parent();
    });
    await resolve(2);
    await contains(`${BOXES}:eq(0)`).click();
    reading.resolve();
    await animationFrame();
    ticked(1);
    unticked(0);
    await resolve(1);
    ticked(1);
    unticked(0);
    expect.verifySteps(["read", "read"]);
});
