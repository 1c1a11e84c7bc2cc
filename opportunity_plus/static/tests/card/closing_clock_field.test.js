import { beforeEach, expect, test } from "@odoo/hoot";
import { queryAll, queryAllAttributes, queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, mockDate } from "@odoo/hoot-mock";
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
import { user } from "@web/core/user";

class Company extends models.Model {
    _name = "res.company";

    name = fields.Char();

    _records = [
        { id: 1, name: "Patient" },
        { id: 2, name: "Hasty" },
    ];
}

class Deal extends models.Model {
    closing = fields.Date({ string: "Closing" });
    active = fields.Boolean({ default: true });
    company_id = fields.Many2one({ relation: "res.company" });
    won_status = fields.Selection({
        selection: [
            ["pending", "Pending"],
            ["won", "Won"],
            ["lost", "Lost"],
        ],
        default: "pending",
    });
}

defineMailModels();
defineModels([Company, Deal]);

beforeEach(() => {
    mockDate("2026-03-10 12:00:00", +7);
    patchWithCleanup(user, {
        get tz() {
            return "Asia/Bangkok";
        },
        get activeCompany() {
            return { id: 1 };
        },
        get allowedCompanies() {
            return [
                { id: 1, opportunity_closing_near_days: 7 },
                { id: 2, opportunity_closing_near_days: 30 },
            ];
        },
    });
});

function deals(...records) {
    Deal._records = records.map((record, index) => ({
        id: index + 1,
        active: true,
        won_status: "pending",
        company_id: false,
        ...record,
    }));
}

function days(...dates) {
    deals(...dates.map((closing) => ({ closing })));
}

function mountList() {
    return mountView({
        type: "list",
        resModel: "deal",
        arch: `<list><field name="closing" widget="closing_clock"/></list>`,
        context: { active_test: false },
    });
}

function urgencies() {
    return queryAll(".o_closing_clock").map(
        (clock) => clock.className.match(/o_closing_clock_(\w+)/)[1],
    );
}

test("the clock is late, near or far, and says how much", async () => {
    days(
        "2026-03-08",
        "2026-03-09",
        "2026-03-10",
        "2026-03-11",
        "2026-03-16",
        "2026-03-17",
    );
    await mountList();
    expect(urgencies()).toEqual(["late", "late", "near", "near", "near", "far"]);
    expect(queryAllAttributes(".o_closing_clock", "data-tooltip")).toEqual([
        "2 days late",
        "1 day late",
        "Today",
        "1 day left",
        "6 days left",
        "7 days left",
    ]);
    expect(queryAllTexts(".o_closing_clock")).toEqual([
        "Mar 8\n· 2 days late",
        "Mar 9\n· 1 day late",
        "Mar 10\n· today",
        "Mar 11\n· 1 day left",
        "Mar 16\n· 6 days left",
        "Mar 17",
    ]);
});

test("what is closed or archived has no color", async () => {
    deals(
        { closing: "2026-03-01", won_status: "won" },
        { closing: "2026-03-01", won_status: "lost", active: false },
        { closing: "2026-03-01", active: false },
    );
    await mountList();
    expect(urgencies()).toEqual(["closed", "closed", "closed"]);
    expect(queryAllAttributes(".o_closing_clock", "data-tooltip")).toEqual([
        "Closing",
        "Closing",
        "Closing",
    ]);
});

test("each company says what is near", async () => {
    deals(
        { closing: "2026-03-30", company_id: 1 },
        { closing: "2026-03-30", company_id: 2 },
        { closing: "2026-03-30" },
    );
    await mountList();
    expect(urgencies()).toEqual(["far", "near", "far"]);
});

test("today is that of the user, not of the computer", async () => {
    // 23:30 of the 9th in Bangkok, when it is the 10th in Auckland
    mockDate("2026-03-09 16:30:00", +7);
    days("2026-03-09", "2026-03-10");
    await mountList();
    expect(urgencies()).toEqual(["near", "near"]);
    patchWithCleanup(user, {
        get tz() {
            return "Pacific/Auckland";
        },
    });
    await contains(".o_list_view .o_column_sortable").click();
    expect(urgencies()).toEqual(["late", "near"]);
});

test("a company costs no name", async () => {
    onRpc("deal", "web_search_read", ({ kwargs }) => {
        expect.step(kwargs.specification.company_id);
    });
    days("2026-03-09");
    await mountList();
    expect.verifySteps([{ fields: {} }]);
});

test("a card without a date has no clock", async () => {
    days(false, "2026-03-09");
    await mountView({
        type: "kanban",
        resModel: "deal",
        arch: `<kanban><templates><t t-name="card">
                <field name="closing" widget="closing_clock" readonly="1"/>
            </t></templates></kanban>`,
    });
    expect(".o_closing_clock .fa-clock-o").toHaveCount(1);
    expect(".fa-clock-o").toHaveAttribute("aria-label", "1 day late");
});

test("a form has the clock beside the date to choose", async () => {
    days("2026-03-12");
    await mountView({
        type: "form",
        resModel: "deal",
        resId: 1,
        arch: `<form><field name="closing" widget="closing_clock"/></form>`,
    });
    expect(".o_closing_clock_near .fa-clock-o").toHaveCount(1);
    expect(".o_closing_clock_warning").toHaveText("· 2 days left");
    await contains(".o_closing_clock input, .o_closing_clock button").click();
    // nothing covers the calendar
    await contains(".o_closing_clock input").hover();
    await advanceTime(1000);
    expect(".o-tooltip").toHaveCount(0);
    await contains(".o_date_item_cell:contains('31'):last").click();
    expect(".o_closing_clock_far .fa-clock-o").toHaveAttribute(
        "data-tooltip",
        "21 days left",
    );
});

test("a form without a date asks for it as any date field does", async () => {
    await mountView({
        type: "form",
        resModel: "deal",
        arch: `<form><field name="closing" widget="closing_clock" required="1"
            placeholder="When?"/></form>`,
    });
    expect(".o_closing_clock .fa-clock-o").toHaveCount(0);
    expect(".o_closing_clock input").toHaveAttribute("placeholder", "When?");
    await contains(".o_form_button_save").click();
    expect(".o_field_widget[name=closing]").toHaveClass("o_field_invalid");
});
