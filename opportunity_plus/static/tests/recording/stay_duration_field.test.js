import { after, expect, test } from "@odoo/hoot";
import { queryAllAttributes, queryAllTexts } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

import { formatStayDuration } from "@opportunity_plus/recording/stay_duration/stay_duration_field";

class Stay extends models.Model {
    name = fields.Char();
    duration = fields.Float({ aggregator: "avg" });

    _records = [
        { id: 1, name: "First", duration: 33.25 },
        { id: 2, name: "Second", duration: 0.5 },
        { id: 3, name: "Third", duration: 0.0001 },
        { id: 4, name: "Won", duration: 0 },
    ];
}

defineMailModels();
defineModels([Stay]);

test("a list tells the time in words, closed stays tell nothing", async () => {
    await mountView({
        type: "list",
        resModel: "stay",
        arch: `<list><field name="duration" widget="stay_duration"/></list>`,
    });
    expect(queryAllTexts(".o_data_row .o_field_stay_duration")).toEqual([
        "1 month, 3 days",
        "12 hours",
        "1 minute",
        "",
    ]);
    expect(
        queryAllAttributes(".o_field_stay_duration span", "title").slice(0, 2),
    ).toEqual(["33.25 days", "0.50 days"]);
});

test("a grouped list tells the aggregate in words", async () => {
    await mountView({
        type: "list",
        resModel: "stay",
        groupBy: ["name"],
        arch: `<list><field name="name"/><field name="duration" widget="stay_duration"/></list>`,
    });
    expect(queryAllTexts(".o_group_header .o_list_number")).toEqual([
        "1 month, 3 days",
        "12 hours",
        "1 minute",
        "",
    ]);
});

test("a form shows it read-only", async () => {
    await mountView({
        type: "form",
        resModel: "stay",
        resId: 1,
        arch: `<form><field name="duration" widget="stay_duration"/></form>`,
    });
    expect(".o_field_stay_duration span").toHaveText("1 month, 3 days");
    expect(".o_field_stay_duration input").toHaveCount(0);
});

test("days and minutes are no neighbours: the days are enough, in any language", () => {
    const { Settings } = luxon;
    const locale = Settings.defaultLocale;
    after(() => (Settings.defaultLocale = locale));
    const days = 24 + 34 / 1440;
    expect(formatStayDuration(days)).toBe("24 days");
    Settings.defaultLocale = "th";
    expect(formatStayDuration(days)).toBe("24 วัน");
    Settings.defaultLocale = "vi";
    expect(formatStayDuration(33.25)).toBe("1 tháng, 3 ngày");
});
