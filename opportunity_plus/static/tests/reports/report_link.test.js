import { beforeEach, expect, test } from "@odoo/hoot";
import { animationFrame, mockDate, runAllTimers } from "@odoo/hoot-mock";
import {
    contains,
    defineActions,
    mountWithCleanup,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { router } from "@web/core/browser/router";
import { user } from "@web/core/user";
import { redirect } from "@web/core/utils/urls";
import { WebClient } from "@web/webclient/webclient";
import { REPORT, defineReport } from "./report_common";

defineReport();
defineActions([REPORT]);

beforeEach(() => mockDate("2026-03-11 12:00:00", 0));

const companies = [1, 2, 3].map((id) => ({ id, name: `Company ${id}` }));

/** Work in companies, the current one first, and copy the link to a report. */
async function copy(active, allowed, writeText = (text) => expect.step(text)) {
    const named = (ids) => ids.map((id) => companies[id - 1]);
    const [activeCompanies, allowedCompanies] = [named(active), named(allowed)];
    patchWithCleanup(user, { activeCompanies, allowedCompanies });
    patchWithCleanup(browser.navigator.clipboard, { writeText });
    redirect(`/odoo/${REPORT.path}?debug=1&mode=gross`);
    await mountWithCleanup(WebClient);
    await animationFrame();
    await runAllTimers();
    await animationFrame();
    await contains(".o_report_copy").click();
    await animationFrame();
}

const LINK = `${browser.location.origin}/odoo/${REPORT.path}?mode=gross`;
const DAYS = "from=2026-03-01&to=2026-03-31";

test("a link to the report names the companies of its figures", async () => {
    await copy([2, 1], [1, 2, 3]);
    expect.verifySteps([`${LINK}&${DAYS}&companies=2-1`]);
    expect(".o_notification").toHaveText("The link to this report is copied.");
    expect(router.current.companies).toBe(undefined);
});

test("who works in one of several companies names it, too", async () => {
    await copy([3], [1, 3]);
    expect.verifySteps([`${LINK}&${DAYS}&companies=3`]);
});

test("where there is one company, none is named", async () => {
    await copy([1], [1]);
    expect.verifySteps([`${LINK}&${DAYS}`]);
});

test("a browser that refuses lets the user copy it", async () => {
    await copy([1], [1], () => Promise.reject(new Error("not allowed")));
    expect(".o_notification").toHaveText(new RegExp("Copy this: http.*mode=gross"));
});
