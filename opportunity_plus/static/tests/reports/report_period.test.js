import { beforeEach, expect, test } from "@odoo/hoot";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import {
    contains,
    defineActions,
    editFavoriteName,
    getService,
    makeMockEnv,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
    saveFavorite,
    toggleMenuItem,
    toggleSaveFavorite,
    toggleSearchBarMenu,
} from "@web/../tests/web_test_helpers";
import { user } from "@web/core/user";
import { redirect } from "@web/core/utils/urls";
import {
    proposedDays,
    withoutFuture,
} from "@opportunity_plus/bridge/bridge_page/dates";
import { daysOf, nameOf, todayOfCompany } from "@opportunity_plus/reports/period";
import { WebClient } from "@web/webclient/webclient";
import { REPORT, defineReport, questions } from "./report_common";

defineReport();
defineActions([REPORT]);

/** Let the company count its days in a time zone. */
function useZone(zone) {
    patchWithCleanup(user, {
        get activeCompany() {
            return { id: 1, opportunity_time_zone: zone };
        },
    });
}

// the evening of 31 March for the reader, and of 1 April in Bangkok
beforeEach(() => mockDate("2026-03-31 20:00:00", 0));

test("usual periods and days are those of the company", async () => {
    await makeMockEnv(); // knows with which day a week begins
    expect(daysOf("this_month")).toEqual({ from: "2026-03-01", to: "2026-03-31" });
    useZone("Asia/Bangkok");
    expect(todayOfCompany().toISODate()).toBe("2026-04-01");
    expect(daysOf("this_month")).toEqual({ from: "2026-04-01", to: "2026-04-30" });
    expect(daysOf("last_quarter")).toEqual({ from: "2026-01-01", to: "2026-03-31" });
    expect(daysOf("this_week")).toEqual({ from: "2026-03-29", to: "2026-04-04" });
    expect(nameOf("2026-04-01", "2026-04-30")).toBe("this_month");
    expect(proposedDays(todayOfCompany())[0].day).toBe("2026-04-01");
    const days = withoutFuture({ from: "2026-04-01", to: "2026-04-30" });
    expect(days).toEqual({ from: "2026-04-01", to: "2026-04-01" });
    useZone("America/Los_Angeles");
    expect(daysOf("this_month").to).toBe("2026-03-31");
});

/** Open the report; return what a favorite would keep of it now. */
async function openReport() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction(REPORT.id);
    await animationFrame();
    await animationFrame();
    let kept;
    onRpc("create_filter", ({ args }) => {
        kept = args[0].context.report_state;
        return [7];
    });
    return async () => {
        await toggleSearchBarMenu();
        await toggleSaveFavorite();
        await editFavoriteName("Mine");
        await saveFavorite();
        return kept;
    };
}

test("a favorite keeps the name of the period, and goes with the time", async () => {
    const keep = await openReport();
    await contains(".o_mode").click();
    expect(await keep()).toEqual({ mode: "gross", period: "this_month" });
});

test("a favorite with days of its own keeps these days", async () => {
    const keep = await openReport();
    await contains("#o_report_from").edit("02/15/2026");
    await animationFrame();
    const days = { from: "2026-02-15", to: "2026-03-31" };
    expect(questions().at(-1)).toMatchObject(days);
    expect(await keep()).toEqual({ mode: "net", ...days });
});

/** Let the user have a favorite, of last month. */
function keepFavorite(isDefault) {
    onRpc("get_views", async ({ parent }) => {
        const answer = await parent();
        answer.views.search.filters = [
            {
                context: `{"report_state": {"mode": "gross", "period": "last_month"}}`,
                domain: "[]",
                id: 7,
                is_default: isDefault,
                name: "Mine",
                sort: "[]",
                user_ids: [],
            },
        ];
        return answer;
    });
}

test("a favorite that is chosen later shows the period of that time", async () => {
    mockDate("2026-05-11 12:00:00", 0);
    await mountWithCleanup(WebClient);
    keepFavorite(true);
    await getService("action").doAction(REPORT.id);
    await animationFrame();
    await animationFrame();
    expect(questions().at(-1)).toMatchObject({
        from: "2026-04-01",
        mode: "gross",
        to: "2026-04-30",
    });
});

test("a favorite is shown that is chosen where an address makes no sense", async () => {
    keepFavorite(false);
    redirect(`/odoo/${REPORT.path}?from=2026-03-31&to=2026-03-01`);
    await mountWithCleanup(WebClient);
    await animationFrame();
    expect(questions()).toEqual([]);
    await toggleSearchBarMenu();
    await toggleMenuItem("Mine");
    await animationFrame();
    expect(questions()).toMatchObject([
        { from: "2026-02-01", mode: "gross", to: "2026-02-28" },
    ]);
});
