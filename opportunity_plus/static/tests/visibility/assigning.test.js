import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import {
    clickSave,
    contains,
    mockService,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { defineOpportunities } from "../closing/closing_common";

defineOpportunities();

test("the form of what is out of sight is left for the pipeline of the menu", async () => {
    // the server saves it and returns no record
    onRpc("crm.lead", "web_save", () => []);
    mockService("action", {
        doAction: (action, { clearBreadcrumbs }) =>
            expect.step([action, clearBreadcrumbs]),
    });
    await mountView({
        type: "form",
        resModel: "crm.lead",
        resId: 1,
        arch: `<form><field name="name"/></form>`,
    });
    await contains("[name=name] input").edit("Handed over");
    await clickSave();
    await animationFrame();
    expect.verifySteps([["crm.action_your_pipeline", true]]);
    expect(".o_notification").toHaveText(/You can no longer see it/);
});
