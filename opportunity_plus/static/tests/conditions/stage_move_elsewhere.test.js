import { beforeEach, expect, test } from "@odoo/hoot";
import { Deferred, press, queryOne, waitFor } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    mountView,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { defineOpportunities, Lead, statusBarForm } from "../closing/closing_common";
import { complete, CONDITIONS, defineConditions, lacking } from "./conditions_common";

defineOpportunities();

beforeEach(() => {
    defineConditions(lacking);
});

function openForm() {
    return mountView(statusBarForm(CONDITIONS));
}

/** Change the stage of both opportunities in a list. */
async function moveBothToOffer() {
    await mountView({
        type: "list",
        resModel: "crm.lead",
        domain: [["won_status", "=", "pending"]],
        arch: `<list multi_edit="1"><field name="name"/><field name="stage_id"/>
            ${CONDITIONS.replaceAll("/>", ' column_invisible="1"/>')}</list>`,
    });
    await contains(".o_data_row:eq(0) .o_list_record_selector input").click();
    await contains(".o_data_row:eq(1) .o_list_record_selector input").click();
    await contains(".o_data_row:eq(0) .o_data_cell[name=stage_id]").click();
    await contains(".o_field_many2one[name=stage_id] input").click();
    await contains(".o-autocomplete--dropdown-item:contains(Offer)").click();
}

test("the status bar saves what was typed, asks, and shows the move", async () => {
    await openForm();
    await contains(".o_field_widget[name=name] input").edit("Papaya");
    await contains(".o_statusbar_status button:contains(Offer)").click();
    expect.verifySteps(['save {"name":"Papaya"}', "asks [[1],2]"]);
    await contains(".modal-footer .btn-secondary").click();
    expect(".o_statusbar_status button[aria-checked=true]").toHaveText("New");
    await contains(".o_statusbar_status button:contains(Offer)").click();
    await complete();
    expect.verifySteps([
        "asks [[1],2]",
        'move [[1],2] {"values":{"name":"Mango 2"},"checkpoint_ids":[7],' +
            '"reason":"They called","override":false}',
    ]);
    expect(".o_statusbar_status button[aria-checked=true]").toHaveText("Offer");
});

test("a double click on a stage asks once", async () => {
    await openForm();
    const stage = ".o_statusbar_status button:contains(Offer)";
    queryOne(stage).click();
    queryOne(stage).click();
    await animationFrame();
    await animationFrame();
    expect(".modal").toHaveCount(1);
    await contains(".modal-footer .btn-secondary").click();
    expect(".modal").toHaveCount(0);
    await contains(stage).click();
    expect(".modal").toHaveCount(1);
    expect.verifySteps(["asks [[1],2]", "asks [[1],2]"]);
});

test("a move that is under way is shown, though its dialog was closed", async () => {
    const answer = new Deferred();
    onRpc("crm.lead", "oplus_stage_move", async () => {
        await answer;
    });
    await openForm();
    await contains(".o_statusbar_status button:contains(Offer)").click();
    await complete();
    await press("Escape");
    await animationFrame();
    expect(".modal").toHaveCount(0);
    answer.resolve();
    await animationFrame();
    await animationFrame();
    expect(".o_statusbar_status button[aria-checked=true]").toHaveText("Offer");
    expect.verifySteps([
        "asks [[1],2]",
        'move [[1],2] {"values":{"name":"Mango 2"},"checkpoint_ids":[7],' +
            '"reason":"They called","override":false}',
    ]);
});

test("a mass edit asks once for all of them", async () => {
    await moveBothToOffer();
    expect(".modal .o_stage_move").toHaveText(/set where it is missing/);
    await complete();
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([
        "asks [[1,2],2]",
        'move [[1,2],2] {"values":{"name":"Mango 2"},"checkpoint_ids":[7],' +
            '"reason":"They called","override":false}',
    ]);
    expect(".o_selected_row").toHaveCount(0);
});

test("for several, no default answers what is asked", async () => {
    Lead._fields.name.default = "Proposed";
    await moveBothToOffer();
    expect(".modal .o_field_widget[name=name] input").toHaveValue("");
    expect(".modal .o_stage_move_lines li").toHaveText(
        "Mango: Name, checklist (First call)",
    );
    await contains(".modal .form-check-input").click();
    await contains(".modal-footer .btn-primary").click();
    expect(".modal .o_field_widget[name=name]").toHaveClass("o_field_invalid");
    expect.verifySteps(["asks [[1,2],2]"]);
});

test("the button Won asks in the same dialog", async () => {
    await mountWithCleanup(WebClient);
    const done = getService("action").doAction(
        {
            type: "ir.actions.client",
            tag: "opportunity_plus_stage_move",
            params: { lead_id: 1, stage_id: 3 },
        },
        { onClose: () => expect.step("reload") },
    );
    await animationFrame();
    await complete();
    await done;
    expect.verifySteps([
        "asks [[1],3]",
        'move [[1],3] {"values":{"name":"Mango 2"},"checkpoint_ids":[7],' +
            '"reason":"They called","override":false}',
        "reload",
    ]);
});

test("from the button Won a new quotation opens", async () => {
    const asks = { ...lacking(), asks_quotation: true };
    onRpc("crm.lead", "oplus_stage_move_asks", () => asks);
    onRpc("crm.lead", "action_sale_quotations_new", () => ({
        type: "ir.actions.act_window",
        res_model: "crm.lead",
        views: [[false, "form"]],
    }));
    Lead._views.form = `<form class="o_quotation"><field name="name"/></form>`;
    await mountWithCleanup(WebClient);
    getService("action").doAction({
        type: "ir.actions.client",
        tag: "opportunity_plus_stage_move",
        params: { lead_id: 1, stage_id: 3 },
    });
    await animationFrame();
    await contains(".o_stage_move_quotation button").click();
    await waitFor(".o_action_manager .o_quotation");
    expect(".modal").toHaveCount(0);
});
