import { beforeEach, expect, test } from "@odoo/hoot";
import { animationFrame, runAllTimers } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineActions,
    defineModels,
    fields,
    models,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { user } from "@web/core/user";
import { redirect } from "@web/core/utils/urls";
import { WebClient } from "@web/webclient/webclient";

import "@opportunity_plus/digest/digest_list";

class Lead extends models.Model {
    _name = "crm.lead";
    name = fields.Char();
    _records = [
        { id: 1, name: "Late" },
        { id: 2, name: "Other" },
    ];
    _views = {
        list: `<list><field name="name"/></list>`,
        search: `<search><field name="name"/></search>`,
    };
}

defineMailModels();
defineModels([Lead]);
defineActions([
    {
        id: 7,
        name: "List of the Weekly Digest",
        path: "digest-list",
        tag: "opportunity_digest_list",
        type: "ir.actions.client",
    },
]);

beforeEach(() => {
    onRpc("crm.pipeline.digest", "digest_list", ({ args }) => {
        expect.step(args);
        return {
            name: "Stalled",
            type: "ir.actions.act_window",
            res_model: "crm.lead",
            views: [[false, "list"]],
            domain: [["id", "=", 1]],
        };
    });
    const companies = [1, 2].map((id) => ({ id, name: `Company ${id}` }));
    patchWithCleanup(user, {
        activateCompanies: (ids) => expect.step(["companies", ...ids]),
        activeCompanies: [companies[0]],
        allowedCompanies: companies,
    });
});

async function follow(asked) {
    redirect(`/odoo/digest-list?${asked}`);
    await mountWithCleanup(WebClient);
    await animationFrame();
    await runAllTimers();
    await animationFrame();
}

test("the link behind “And 3 more.” opens the list", async () => {
    await follow("list=stalled&companies=1");
    expect.verifySteps([["stalled"]]);
    expect(".o_breadcrumb .active").toHaveText("Stalled");
    expect(".o_data_row").toHaveCount(1);
});

test("what has slipped is that of the week", async () => {
    await follow("list=slipped&from=2026-03-08&to=2026-03-15");
    expect.verifySteps([["slipped", "2026-03-08", "2026-03-15"]]);
});

test("in other companies, the page is loaded again first", async () => {
    await follow("list=big&companies=1-2");
    expect.verifySteps([["companies", 1, 2]]);
    expect(".o_list_view").toHaveCount(0);
});
