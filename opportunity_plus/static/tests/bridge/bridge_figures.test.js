import { beforeEach, describe, expect, test } from "@odoo/hoot";
import {
    makeMockEnv,
    patchWithCleanup,
    serverState,
} from "@web/../tests/web_test_helpers";
import { localization } from "@web/core/l10n/localization";

import {
    formatMoney,
    formatPart,
    formatShort,
} from "@opportunity_plus/bridge/bridge_page/money";
import {
    definitionOf,
    isEmptyBridge,
    MOVEMENTS,
    movementsIn,
    waterfallBars,
} from "@opportunity_plus/bridge/bridge_page/movements";
import {
    TONES,
    waterfallConfig,
} from "@opportunity_plus/bridge/bridge_page/waterfall_config";

import { figures, NOTHING, TOTAL } from "./bridge_common";

describe.current.tags("headless");
// translations, and how dates and numbers are written
beforeEach(() => makeMockEnv());

const drawn = (bars) => bars.map(({ name, start, end }) => [name, start, end]);
const named = (name) => MOVEMENTS.find((movement) => movement.name === name);

test("each bar begins where the one before ends, and both ends stand on zero", () => {
    expect(drawn(waterfallBars(TOTAL))).toEqual([
        ["opening", 0, 300],
        ["new", 300, 450],
        ["decreased", 450, 400],
        ["won", 400, 300],
        ["lost", 300, 199.75],
        ["closing", 0, 199.75],
    ]);
});

test("a movement without money has no bar, an end has one", () => {
    const slipped = figures({ slipped: [4, 0] });
    expect(drawn(waterfallBars(slipped))).toEqual([
        ["opening", 0, 0],
        ["closing", 0, 0],
    ]);
    expect(movementsIn([slipped]).map(({ name }) => name)).toEqual([
        "opening",
        "slipped",
        "closing",
    ]);
});

test("each color has one meaning", () => {
    const names = (tone) =>
        MOVEMENTS.filter((movement) => movement.tone === tone).map(({ name }) => name);
    expect(names("end")).toEqual(["opening", "closing"]);
    expect(names("good")).toEqual(["new", "reopened", "pulled_in", "increased", "won"]);
    expect(names("bad")).toEqual(["decreased", "slipped", "lost", "deleted"]);
    expect([TONES.good, TONES.bad]).toEqual(["#198754", "#dc3545"]);
    const { data } = waterfallConfig(waterfallBars(TOTAL), false, {});
    expect(data.datasets[0].backgroundColor).toEqual(
        ["end", "good", "bad", "good", "bad", "end"].map((tone) => TONES[tone]),
    );
});

test("a bridge is empty if nothing was there and nothing moved", () => {
    expect(isEmptyBridge(NOTHING)).toBe(true);
    expect(isEmptyBridge(figures({ slipped: [1, 0] }))).toBe(false);
});

test("gross has definitions of its own where they differ", () => {
    const increased = named("increased");
    const [net, gross] = [{ view: "net" }, { view: "gross" }];
    expect(definitionOf(increased, net)).not.toBe(definitionOf(increased, gross));
    expect(definitionOf(named("new"), gross)).toBe(definitionOf(named("new"), net));
});

test("slipped and pulled in are told by the window, or by the date before", () => {
    for (const name of ["slipped", "pulled_in"]) {
        const told = (question) =>
            definitionOf(named(name), { view: "net", ...question }).toString();
        expect(told({ closing_until: "2026-12-31" })).toInclude("closing window");
        expect(told({ closing_from: "2026-12-01" })).toInclude("closing window");
        expect(told({ closing_from: false, closing_until: false })).toInclude(
            "without money",
        );
        expect(told({ view: "gross" })).not.toInclude("closing window");
    }
});

test("amounts: to the cent in the table, short at a bar", () => {
    const [{ id }] = serverState.currencies;
    expect(formatMoney(1234.5, id, { signed: true })).toMatch(/^\+.*1,234\.50/);
    expect(formatMoney(-1234.5, id, { signed: true })).toMatch(/^-.*[^-]1,234\.50/);
    expect(formatMoney(-1234.5, id)).toMatch(/^-/);
    expect(formatMoney(0, id, { signed: true })).not.toInclude("+");
    expect(formatShort(1234567, { signed: true })).toBe("+1.2M");
    expect(formatShort(-50)).toBe("-50");
    expect(formatShort(0.5)).toBe("0.50");
});

test("a change is told in percent of what it was, if it was something", () => {
    expect(formatPart(50, 200, { signed: true })).toBe("+25.0%");
    expect(formatPart(-50, 200)).toBe("-25.0%");
    expect(formatPart(50, 0)).toBe("");
});

test("the chart lies on a phone, and is mirrored from right to left", () => {
    const options = (isFlat) =>
        waterfallConfig(waterfallBars(TOTAL), isFlat, {}).options;
    expect([true, false].map((isFlat) => options(isFlat).indexAxis)).toEqual([
        "y",
        "x",
    ]);
    patchWithCleanup(localization, { direction: "rtl" });
    const { x, y } = options(false).scales;
    expect([x.reverse, y.position]).toEqual([true, "right"]);
    expect(options(true).scales.x.reverse).toBe(true);
});
