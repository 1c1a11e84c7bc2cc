import { beforeEach, expect, test } from "@odoo/hoot";
import { queryAllAttributes, queryAllTexts } from "@odoo/hoot-dom";
import { mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { formatTimeLeft } from "@opportunity_plus/deadlines/stage_clock_field";
import { deserializeDateTime } from "@web/core/l10n/dates";
import {
    defineModels,
    fields,
    makeMockEnv,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

class Deal extends models.Model {
    deadline = fields.Datetime({ string: "Target Date" });
    oplus_is_snoozed = fields.Boolean();
    snooze_until = fields.Date();
    snooze_reason = fields.Char();
}

defineMailModels();
defineModels([Deal]);

beforeEach(() => mockDate("2026-03-10 12:00:00", 0));

function deals(...records) {
    Deal._records = records.map((record, index) => ({ id: index + 1, ...record }));
}

async function mountCards() {
    await mountView({
        type: "kanban",
        resModel: "deal",
        arch: `<kanban><templates><t t-name="card">
            <field name="deadline" widget="stage_clock"/>
        </t></templates></kanban>`,
    });
}

test("the clock says the time left or over", async () => {
    deals(
        { deadline: "2026-03-13 13:00:00" },
        { deadline: "2026-03-11 13:00:00" },
        { deadline: "2026-03-10 17:45:00" },
        { deadline: "2026-03-10 13:45:00" },
        { deadline: "2026-03-10 12:10:00" },
        { deadline: "2026-03-10 11:00:00" },
        { deadline: "2026-03-09 11:00:00" },
        { deadline: "2026-03-01 11:00:00" },
    );
    await mountCards();
    expect(queryAllTexts(".o_stage_clock_text")).toEqual([
        "3 days left in stage",
        "1 day left in stage",
        "6 hours left in stage",
        "2 hours left in stage",
        "less than an hour left in stage",
        "less than a day over target",
        "1 day over target",
        "9 days over target",
    ]);
    expect(".o_stage_clock_far").toHaveCount(2);
    expect(".o_stage_clock_near").toHaveCount(3);
    expect(".o_stage_clock_over").toHaveCount(3);
});

test("time is rounded as people say it", async () => {
    await makeMockEnv(); // translations
    const words = [
        ["2026-03-20 12:00:00", "10 days left in stage"],
        ["2026-03-20 11:59:30", "10 days left in stage"],
        ["2026-03-20 00:00:00", "10 days left in stage"],
        ["2026-03-19 23:59:00", "9 days left in stage"],
        ["2026-03-12 00:00:00", "2 days left in stage"],
        ["2026-03-11 23:59:00", "1 day left in stage"],
        ["2026-03-11 11:30:00", "1 day left in stage"],
        ["2026-03-11 11:29:00", "23 hours left in stage"],
        ["2026-03-10 13:30:00", "2 hours left in stage"],
        ["2026-03-10 13:29:00", "1 hour left in stage"],
        ["2026-03-10 13:00:00", "1 hour left in stage"],
        ["2026-03-10 12:59:00", "less than an hour left in stage"],
        ["2026-03-10 11:59:00", "less than a day over target"],
        ["2026-03-09 12:01:00", "less than a day over target"],
        ["2026-03-09 12:00:00", "1 day over target"],
        ["2026-03-09 00:01:00", "1 day over target"],
        ["2026-03-09 00:00:00", "2 days over target"],
    ];
    const now = deserializeDateTime("2026-03-10 12:00:00");
    for (const [deadline, text] of words) {
        const moment = deserializeDateTime(deadline);
        expect(String(formatTimeLeft(moment, now))).toBe(text);
    }
});

test("without a target there is no clock", async () => {
    deals({ deadline: false });
    await mountCards();
    expect(".o_stage_clock").toHaveCount(0);
});

test("a snoozed card shows until when and why", async () => {
    deals({
        deadline: "2026-03-01 11:00:00",
        oplus_is_snoozed: true,
        snooze_until: "2026-03-20",
        snooze_reason: "Waits for the budget",
    });
    await mountCards();
    expect(queryAllTexts(".o_stage_clock_snoozed")).toEqual([
        "Snoozed until Mar 20: Waits for the budget",
    ]);
    const [tooltip] = queryAllAttributes(".o_stage_clock", "data-tooltip");
    expect(tooltip).toMatch(/Waits for the budget · Target of this stage: /);
});

test("in a list the reason is in the tooltip", async () => {
    deals({
        oplus_is_snoozed: true,
        snooze_until: "2026-03-20",
        snooze_reason: "Waits",
    });
    await mountView({
        type: "list",
        resModel: "deal",
        arch: `<list><field name="deadline" widget="stage_clock"/></list>`,
    });
    expect(queryAllTexts(".o_stage_clock")).toEqual(["Snoozed until Mar 20"]);
    expect(queryAllAttributes(".o_stage_clock", "data-tooltip")).toEqual(["Waits"]);
});

test("a list says it in few words", async () => {
    deals(
        { deadline: "2026-03-13 13:00:00" },
        { deadline: "2026-03-11 13:00:00" },
        { deadline: "2026-03-10 17:45:00" },
        { deadline: "2026-03-10 11:00:00" },
        { deadline: "2026-03-01 11:00:00" },
    );
    await mountView({
        type: "list",
        resModel: "deal",
        arch: `<list><field name="deadline" widget="stage_clock"/></list>`,
    });
    expect(queryAllTexts(".o_stage_clock_text")).toEqual([
        "3 days left",
        "1 day left",
        "less than a day left",
        "less than a day over",
        "9 days over",
    ]);
});
