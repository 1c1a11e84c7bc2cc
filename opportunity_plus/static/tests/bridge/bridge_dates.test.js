import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { makeMockEnv } from "@web/../tests/web_test_helpers";

import {
    closingWindow,
    dayBefore,
    proposedDays,
    textsOf,
    windowFault,
} from "@opportunity_plus/bridge/bridge_page/dates";
import {
    isKnown,
    rulesOf,
    warningsOf,
} from "@opportunity_plus/bridge/bridge_page/notes";
import { rateNotes } from "@opportunity_plus/reports/notes";

describe.current.tags("headless");
// translations, and how dates and numbers are written
beforeEach(() => makeMockEnv());

const CHOICES = {
    mode: "bridge",
    from: "2026-10-01",
    to: "2026-11-18",
    window: "quarter",
    closing_from: "",
    closing_until: "",
};
const FACTS = {
    date_from: "2026-09-30",
    date_to: "2026-11-18",
    today: "2026-11-18",
    recorded_since: "2025-03-01",
    exact_since: "2026-03-01",
    time_zone: "Asia/Bangkok",
    currency_id: 1,
};

test("a period opens with the end of the day before", () => {
    expect(dayBefore("2026-03-01")).toBe("2026-02-28");
    // of which the server says that it is a year of the Buddhist era
    expect(dayBefore("2569-01-01")).toBe("2569-01-01");
});

test("an address that somebody wrote by hand is read as far as it makes sense", () => {
    const odd = {
        from: 2026,
        to: "2026-W05",
        closing_from: "",
        view: "gross",
        group: 7,
    };
    expect(textsOf(odd)).toEqual({ closing_from: "", view: "gross" });
    expect(textsOf({ to: "2026-11-18" })).toEqual({ to: "2026-11-18" });
});

test("the window follows the last day, is open, or is what was chosen", () => {
    const window = (changes) => closingWindow({ ...CHOICES, ...changes });
    const open = { closing_from: false, closing_until: false };
    expect(window({}).closing_until).toBe("2026-12-31");
    expect(window({ to: "2026-06-30" }).closing_until).toBe("2026-06-30");
    expect(window({ to: "2026-07-01" }).closing_until).toBe("2026-09-30");
    expect(window({ window: "any", closing_until: "2026-12-01" })).toEqual(open);
    expect(window({ window: "custom" })).toEqual(open);
    expect(window({ window: "custom", closing_from: "2026-12-01" })).toEqual({
        closing_from: "2026-12-01",
        closing_until: false,
    });
});

test("a closing window that ends before it begins is told of", () => {
    const fault = (changes) => windowFault({ ...CHOICES, ...changes }).toString();
    expect(fault({})).toBe("");
    const reversed = { closing_from: "2026-12-02", closing_until: "2026-12-01" };
    expect(fault({ ...reversed, window: "custom" })).toInclude("closing window");
    expect(fault(reversed)).toBe("");
});

test("days to choose from are today and the ends of what is over", () => {
    const days = proposedDays(luxon.DateTime.fromISO("2026-11-18"));
    const [today, , month, quarter, year] = days.map(({ day }) => day);
    expect([today, month, quarter, year]).toEqual([
        "2026-11-18",
        "2026-10-31",
        "2026-09-30",
        "2025-12-31",
    ]);
});

test("the reader is told what is not recorded, rebuilt or still to come", () => {
    const warnings = (changes) => warningsOf({ ...FACTS, ...changes }).join(" ");
    expect(warnings({})).toBe("");
    expect(warnings({ date_from: "2026-02-28" })).toInclude("exact since");
    expect(warnings({ date_from: "2025-02-28" })).toInclude("Nothing is recorded");
    expect(warnings({ exact_since: false })).toInclude("rebuilt");
    expect(warnings({ recorded_since: false, exact_since: false })).toBe("");
    expect(warnings({ date_to: "2026-12-31" })).toBe("");
    expect(warnings({ date_from: "2026-11-19" })).toInclude("still to come");
    const day = { date: "2026-02-28", date_from: undefined, date_to: undefined };
    expect(warnings(day)).toInclude("exact since");
});

test("what the pipeline was before the first record is not known", () => {
    expect(isKnown(FACTS)).toBe(true);
    expect(isKnown({ ...FACTS, date_to: "2025-03-01" })).toBe(true);
    expect(isKnown({ ...FACTS, date_to: "2025-02-28" })).toBe(false);
    expect(isKnown({ ...FACTS, recorded_since: false })).toBe(true);
    const day = { date: "2025-02-28", date_to: undefined };
    expect(isKnown({ ...FACTS, ...day })).toBe(false);
});

test("rates are told, and where one is missing", () => {
    const rate = {
        currency_id: 2,
        rate: 0.9231,
        date: "2026-11-17",
        is_missing: false,
    };
    const missing = { ...rate, rate: 1, date: false, is_missing: true };
    const [told, open] = rateNotes({ currency_id: 1, rates: [rate, missing] });
    expect(told.toString()).toInclude("1 EUR = 0.9231 USD");
    expect(open.toString()).toInclude("no rate");
});

test("the rules are those of what is shown", () => {
    const rules = (question, facts) =>
        rulesOf({
            ...FACTS,
            isBridge: true,
            question: { view: "net", ...question },
            ...facts,
        }).join(" ");
    expect(rules({})).toInclude("Asia/Bangkok");
    expect(rules({})).toInclude("the currency that their company has today");
    expect(rules({})).toInclude("Net:");
    expect(rules({})).not.toInclude("still to come");
    expect(rules({}, { date_to: "2026-12-31" })).toInclude("still to come");
    expect(rules({})).not.toInclude("Closing window");
    expect(rules({ view: "gross" })).toInclude("Gross:");
    const closing = { closing_from: false, closing_until: "2026-12-31" };
    expect(rules(closing)).toInclude("Closing window");
    expect(rules({})).not.toInclude("Weighted");
    expect(rules({ measure: "weighted_revenue" })).toInclude("Weighted");
    expect(rules({}, { isBridge: false })).not.toInclude("Net:");
});
