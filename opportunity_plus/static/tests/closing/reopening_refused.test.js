import { expect, test } from "@odoo/hoot";
import { press, waitFor } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    makeServerError,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { BOARD, defineOpportunities } from "./closing_common";

defineOpportunities();

class Reason extends models.Model {
    _name = "crm.lead.reason";
}

defineModels([Reason]);

function refuse(leadIds) {
    onRpc("crm.lead", "web_save", () => {
        throw makeServerError({
            args: ["Request reopening of: Rambutan"],
            context: { lead_ids: leadIds },
            errorName: "odoo.addons.opportunity_plus.exceptions.ReopeningRefused",
        });
    });
}

async function dragTheWonCardToNew() {
    await mountView(BOARD);
    await contains(".o_kanban_group:nth-child(3) .o_kanban_record").dragAndDrop(
        ".o_kanban_group:nth-child(1)",
    );
    await waitFor(".modal-title");
}

function takeRequests(answer) {
    onRpc("crm.lead.reason", "create", ({ args }) => {
        expect.step(args[0][0]);
        return [9];
    });
    onRpc("crm.lead.reason", "action_apply", ({ args }) => {
        expect.step(`apply ${args[0]}`);
        return answer();
    });
}

test("a refusal takes the request to reopen", async () => {
    expect.errors(1);
    refuse([3]);
    takeRequests(() => ({ type: "ir.actions.act_window_close" }));
    await dragTheWonCardToNew();
    expect(".modal-title").toHaveText("Closed Opportunity");
    expect(".modal-body p").toHaveText("Request reopening of: Rambutan");
    expect(".o_request_reopening").not.toBeEnabled();
    await contains(".modal textarea").edit("  ", { confirm: false });
    expect(".o_request_reopening").not.toBeEnabled();
    await contains(".modal textarea").edit(" Order cancelled ", { confirm: false });
    await contains(".o_request_reopening").click();
    expect(".modal").toHaveCount(0);
    expect(".o_notification").toHaveText(/request to reopen was sent/);
    const lead_ids = [[6, 0, [3]]];
    expect.verifySteps([
        { purpose: "request", lead_ids, reason: "Order cancelled" },
        "apply 9",
    ]);
    expect(".o_kanban_group:nth-child(3) .o_kanban_record").toHaveText("Rambutan");
    expect.verifyErrors(["RPC_ERROR"]);
});

test("a request that is refused says why, and what was typed stays", async () => {
    expect.errors(1);
    refuse([3]);
    takeRequests(() => {
        throw makeServerError({ type: "UserError", message: "Wait for the answer." });
    });
    await dragTheWonCardToNew();
    await contains(".modal textarea").edit("Again", { confirm: false });
    await contains(".o_request_reopening").click();
    expect(".o_reopening_refusal").toHaveText("Wait for the answer.");
    expect(".modal textarea").toHaveValue("Again");
    expect(".o_request_reopening").toBeEnabled();
    const lead_ids = [[6, 0, [3]]];
    expect.verifySteps([{ purpose: "request", lead_ids, reason: "Again" }, "apply 9"]);
    expect.verifyErrors(["RPC_ERROR"]);
});

test("escape asks before it drops a reason that was typed", async () => {
    expect.errors(1);
    refuse([3]);
    await dragTheWonCardToNew();
    await contains(".modal textarea").edit("Order cancelled", { confirm: false });
    await press("Escape");
    await animationFrame();
    expect(".modal-title:last").toHaveText("Discard the Request?");
    await contains(".modal-footer button:contains(Keep Editing)").click();
    expect(".modal textarea").toHaveValue("Order cancelled");
    await contains(".modal-footer button:contains(Close)").click();
    await contains(".modal-footer button:contains(Discard)").click();
    expect(".modal").toHaveCount(0);
    expect.verifyErrors(["RPC_ERROR"]);
});

test("a refusal can be closed", async () => {
    expect.errors(1);
    refuse([3]);
    await dragTheWonCardToNew();
    await contains(".modal-footer .btn-secondary").click();
    expect(".modal").toHaveCount(0);
    expect.verifyErrors(["RPC_ERROR"]);
});
