import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, mountView, onRpc } from "@web/../tests/web_test_helpers";
import {
    BOARD,
    defineOpportunities,
    FIELDS,
    statusBarForm,
} from "../closing/closing_common";

defineOpportunities();

const FIRST_CARD = ".o_kanban_group:nth-child(1) .o_kanban_record";

beforeEach(() => {
    onRpc("crm.lead", "web_save", ({ args }) => {
        expect.step(JSON.stringify(args[1]));
    });
});

async function dragToOffer() {
    await contains(FIRST_CARD).dragAndDrop(".o_kanban_group:nth-child(2)");
}

test("a card that is dragged saves the stage together with the reason", async () => {
    await mountView(BOARD);
    await dragToOffer();
    expect(".modal-title").toHaveText("Why move to Offer?");
    expect(".modal-body li").toHaveText("Mango");
    expect(".o_reason_dialog_input").toBeFocused();
    expect(".o_reason_dialog_confirm").not.toBeEnabled();
    for (const blank of ["  ", "\u200b", "\u00a0\u2060", "\u2800"]) {
        await contains(".o_reason_dialog_input").edit(blank, { confirm: false });
        expect(".o_reason_dialog_confirm").not.toBeEnabled();
    }
    await contains(".o_reason_dialog_input").edit(" They called ", { confirm: false });
    await contains(".o_reason_dialog_confirm").click();
    expect.verifySteps(['{"stage_change_reason":"They called","stage_id":2}']);
    expect(queryAllTexts(".o_kanban_group:nth-child(2) .o_kanban_record")).toEqual([
        "Durian",
        "Mango",
    ]);
});

test("on cancel the card is where it was and nothing is saved", async () => {
    await mountView(BOARD);
    await dragToOffer();
    await contains(".modal-footer .btn-secondary").click();
    expect(FIRST_CARD).toHaveText("Mango");
    await dragToOffer();
    await press("Escape");
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect(FIRST_CARD).toHaveText("Mango");
    expect.verifySteps([]);
});

test("a stage that does not ask is entered at once", async () => {
    await mountView(BOARD);
    await contains(".o_kanban_group:nth-child(2) .o_kanban_record").dragAndDrop(
        ".o_kanban_group:nth-child(1)",
    );
    expect(".modal").toHaveCount(0);
    expect.verifySteps(['{"stage_id":1}']);
});

test("the reason is confirmed with the keyboard alone", async () => {
    await mountView(BOARD);
    await dragToOffer();
    await contains(".o_reason_dialog_input").edit("They called", { confirm: false });
    await press(["Control", "Enter"]);
    await animationFrame();
    expect.verifySteps(['{"stage_change_reason":"They called","stage_id":2}']);
});

test("the statusbar asks, and leaves the form clean on cancel", async () => {
    await mountView(statusBarForm());
    await contains(".o_statusbar_status button:contains(Offer)").click();
    await contains(".modal-footer .btn-secondary").click();
    expect(".o_statusbar_status button[aria-checked=true]").toHaveText("New");
    expect(".o_form_button_save").not.toBeVisible();
    expect.verifySteps([]);
    await contains(".o_statusbar_status button:contains(Offer)").click();
    await contains(".o_reason_dialog_input").edit("They called", { confirm: false });
    await contains(".o_reason_dialog_confirm").click();
    expect.verifySteps(['{"stage_change_reason":"They called","stage_id":2}']);
});

test("a mass edit asks once for all", async () => {
    await mountView({
        type: "list",
        resModel: "crm.lead",
        domain: [["won_status", "=", "pending"]],
        arch: `<list multi_edit="1"><field name="name"/><field name="stage_id"/>
            ${FIELDS.replaceAll("/>", ' column_invisible="1"/>')}</list>`,
    });
    await contains(".o_data_row:eq(0) .o_list_record_selector input").click();
    await contains(".o_data_row:eq(1) .o_list_record_selector input").click();
    await contains(".o_data_row:eq(0) .o_data_cell[name=stage_id]").click();
    await contains(".o_field_many2one[name=stage_id] input").click();
    await contains(".o-autocomplete--dropdown-item:contains(Offer)").click();
    await contains(".o_reason_dialog_input").edit("They called", { confirm: false });
    await contains(".o_reason_dialog_confirm").click();
    await contains(".modal-footer .btn-primary").click();
    expect.verifySteps(['{"stage_id":2,"stage_change_reason":"They called"}']);
});
