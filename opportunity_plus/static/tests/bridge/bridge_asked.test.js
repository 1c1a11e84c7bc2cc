import { expect, test } from "@odoo/hoot";
import { waitFor } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { router } from "@web/core/browser/router";
import { user } from "@web/core/user";
import { workInCompanies } from "@opportunity_plus/reports/companies";

import { BridgePage } from "@opportunity_plus/bridge/bridge_page/bridge_page";
import { calls, defineBridge, lastCall, openBridge } from "./bridge_common";

defineBridge();

/** Open the page as a link of the digest does; note what it opens. */
async function follow(asked) {
    const days = { from: "2026-11-09", to: "2026-11-15" };
    const at = { action: "pipeline-over-time", mode: "bridge", window: "any" };
    patchWithCleanup(router, { current: { ...at, ...days, ...asked } });
    patchWithCleanup(BridgePage.prototype, {
        openRows: (figure, name) => expect.step([figure.movement, name]),
    });
    await openBridge();
    await waitFor(".o_bridge_page");
    await animationFrame();
}

test("a line of the digest opens what it counts, once", async () => {
    await follow({ movement: "won" });
    expect(lastCall()[1]).toMatchObject({
        date_from: "2026-11-08",
        date_to: "2026-11-15",
        closing_until: false,
    });
    expect.verifySteps([["won", "Won"]]);
    expect(calls()).toHaveLength(1);
});

test("nothing is opened where nothing is counted, or asked for", async () => {
    await follow({ movement: "merged" });
    await follow({ movement: "constructor" });
    await follow({});
    expect.verifySteps([]);
});

/** Be somebody who works in the second of three companies and may work in all. */
function employ() {
    const companies = [1, 2, 3].map((id) => ({ id, name: `Company ${id}` }));
    patchWithCleanup(user, {
        activateCompanies: (ids, { reload }) => expect.step([ids, reload]),
        activeCompanies: [companies[1]],
        allowedCompanies: companies,
    });
}

test("an address is opened in the companies that it names", () => {
    employ();
    workInCompanies("1-3-2");
    workInCompanies("2-1");
    workInCompanies(3);
    expect.verifySteps([
        [[1, 2, 3], true],
        [[2, 1], true],
        [[3], true],
    ]);
});

test("companies stay as they are if they fit, or the address makes no sense", () => {
    employ();
    for (const asked of ["2", 2, undefined, "", "9", "one", "2-9", null]) {
        workInCompanies(asked);
    }
    expect.verifySteps([]);
});
