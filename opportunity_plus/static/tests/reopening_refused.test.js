import { expect, test } from "@odoo/hoot";
import { waitFor } from "@odoo/hoot-dom";
import {
    contains,
    makeServerError,
    mockService,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { BOARD, defineOpportunities } from "./closing_common";

defineOpportunities();

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

test("a refusal offers to request the reopening", async () => {
    expect.errors(1);
    refuse([3]);
    onRpc("crm.lead", "oplus_action_reopening_request", ({ args }) => {
        expect.step(args);
        return { type: "ir.actions.act_window", name: "Request Reopening" };
    });
    mockService("action", { doAction: ({ name }) => expect.step(name) });
    await dragTheWonCardToNew();
    expect(".modal-title").toHaveText("Closed Opportunity");
    expect(".modal-body").toHaveText("Request reopening of: Rambutan");
    await contains(".o_request_reopening").click();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([[[3]], "Request Reopening"]);
    expect(".o_kanban_group:nth-child(3) .o_kanban_record").toHaveText("Rambutan");
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
