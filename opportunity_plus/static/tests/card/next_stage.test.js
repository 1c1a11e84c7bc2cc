import { beforeEach, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { defineOpportunities, FIELDS } from "../closing/closing_common";
import { lacking } from "../conditions/conditions_common";
import { loseConnection } from "../foundation/connection_common";

defineOpportunities();

const BUTTON = ".o_data_row:first button[name=oplus_action_next_stage]";
const LIST = {
    type: "list",
    resModel: "crm.lead",
    arch: `<list><field name="name"/><field name="stage_id"/>
        <button name="oplus_action_next_stage" type="object" icon="fa-arrow-right"/>
        ${FIELDS.replaceAll("/>", ' column_invisible="1"/>')}</list>`,
};

/** What the server answers if the stage asks for something. */
function asking(asks_reason) {
    return {
        type: "ir.actions.client",
        tag: "opportunity_plus_next_stage",
        params: {
            lead_id: 1,
            stage_id: 2,
            stage: "Offer",
            name: "Mango",
            asks_reason,
            message: "Moved to Offer: Mango",
        },
    };
}

beforeEach(() => {
    onRpc("crm.lead", "oplus_stage_move", function ({ args, kwargs }) {
        expect.step(`move ${JSON.stringify(args)} ${kwargs.reason}`);
        this.env["crm.lead"].write(args[0], { stage_id: args[1] });
        return true;
    });
});

async function moveOn(asksReason, asks) {
    onRpc("crm.lead", "oplus_action_next_stage", () => asking(asksReason));
    onRpc("crm.lead", "oplus_stage_move_asks", () => asks);
    await mountView(LIST);
    await contains(BUTTON).click();
    await animationFrame();
}

test("a stage that asks why is entered with the reason", async () => {
    await moveOn(true, false);
    expect(".modal-title").toHaveText("Why move to Offer?");
    expect(".modal-body li").toHaveText("Mango");
    await contains(".o_reason_dialog_input").edit("They called", { confirm: false });
    await contains(".o_reason_dialog_confirm").click();
    await animationFrame();
    expect.verifySteps(["move [[1],2,{}] They called"]);
    expect(".o_data_row:first [name=stage_id]").toHaveText("Offer");
    expect(".o_notification").toHaveText("Moved to Offer: Mango");
});

test("without a connection the reason stays, and it can be tried again", async () => {
    await moveOn(true, false);
    const restore = loseConnection();
    await contains(".o_reason_dialog_input").edit("They called", { confirm: false });
    await contains(".o_reason_dialog_confirm").click();
    await animationFrame();
    expect(".o_reason_dialog_problem").toHaveText(/^There is no connection\./);
    expect(".o_reason_dialog_input").toHaveValue("They called");
    expect(".o_notification").toHaveCount(0);
    expect.verifySteps([]);
    restore();
    await contains(".o_reason_dialog_confirm").click();
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect(".o_notification").toHaveText("Moved to Offer: Mango");
    expect.verifySteps(["move [[1],2,{}] They called"]);
});

test("on cancel it stays where it is", async () => {
    await moveOn(true, false);
    await contains(".modal-footer .btn-secondary").click();
    expect(".o_data_row:first [name=stage_id]").toHaveText("New");
    expect(".o_notification").toHaveCount(0);
    expect(BUTTON).toBeEnabled();
    expect.verifySteps([]);
});

test("what a stage demands is asked for in the dialog of the move", async () => {
    await moveOn(false, lacking());
    expect(".modal-title").toHaveText("Move to Offer");
    expect(".o_stage_move_lines").toHaveText(/First call/);
    await contains(".modal-footer .btn-secondary").click();
    expect(".o_data_row:first [name=stage_id]").toHaveText("New");
    expect.verifySteps([]);
});
