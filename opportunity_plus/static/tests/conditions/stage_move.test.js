import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    makeServerError,
    mockService,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { BOARD, defineOpportunities, FIELDS, Lead } from "../closing/closing_common";
import { loseConnection } from "../foundation/connection_common";
import { complete, CONDITIONS, defineConditions, lacking } from "./conditions_common";

defineOpportunities();

let asks;

beforeEach(() => {
    asks = lacking();
    defineConditions(() => asks);
});

const LINES = ".modal .o_stage_move_lines li";
const FIRST_CARD = ".o_kanban_group:nth-child(1) .o_kanban_record";

function board() {
    return mountView({ ...BOARD, arch: BOARD.arch.replace(FIELDS, CONDITIONS) });
}

async function dragToOffer() {
    await contains(FIRST_CARD).dragAndDrop(".o_kanban_group:nth-child(2)");
}

test("a drag ends where it was dropped, once the dialog is complete", async () => {
    await board();
    await dragToOffer();
    expect(".modal-title").toHaveText("Move to Offer");
    await contains(".modal .o_field_widget[name=name] input").click();
    expect(queryAllTexts(LINES)).toEqual(["Mango: checklist (First call)"]);
    await complete();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([
        "asks [[1],2]",
        'move [[1],2] {"values":{"name":"Mango 2"},"checkpoint_ids":[7],' +
            '"reason":"They called","override":false}',
        'save {"stage_id":2}',
    ]);
    expect(queryAllTexts(".o_kanban_group:nth-child(2) .o_kanban_record")).toEqual([
        "Durian",
        "Mango",
    ]);
});

test("what is filled in and ticked is no longer missing", async () => {
    Lead._records[0].name = "";
    asks.lacks[0].documents = ["a confirmed order"];
    await board();
    await dragToOffer();
    expect(queryAllTexts(LINES)).toEqual([
        "Mango: Name, a confirmed order, checklist (First call)",
    ]);
    await contains(".modal .o_field_widget[name=name] input").edit("Mango 2");
    expect(queryAllTexts(LINES)).toEqual([
        "Mango: a confirmed order, checklist (First call)",
    ]);
    await contains(".modal .form-check-input").click();
    expect(queryAllTexts(LINES)).toEqual(["Mango: a confirmed order"]);
    await contains(".modal .o_field_widget[name=name] input").edit("");
    expect(queryAllTexts(LINES)).toEqual(["Mango: Name, a confirmed order"]);
    expect.verifySteps(["asks [[1],2]"]);
});

test("the dialog says when nothing is missing any more", async () => {
    await board();
    await dragToOffer();
    expect(".o_stage_move_complete").toHaveCount(0);
    await contains(".modal .form-check-input").click();
    expect(LINES).toHaveCount(0);
    expect(".o_stage_move_complete").toHaveCount(1);
    expect.verifySteps(["asks [[1],2]"]);
});

test("what a refusal says is not said twice", async () => {
    onRpc("crm.lead", "oplus_stage_move", () => {
        throw makeServerError({ type: "ValidationError", message: "An order" });
    });
    asks.lacks[0].documents = ["a confirmed order"];
    await board();
    await dragToOffer();
    await complete();
    expect(".modal .o_stage_move_refusal").toHaveText("An order");
    expect(LINES).toHaveCount(0);
    await contains(".modal .form-check-input").click();
    expect(".modal .o_stage_move_refusal").toHaveCount(0);
    expect(queryAllTexts(LINES)).toEqual([
        "Mango: a confirmed order, checklist (First call)",
    ]);
    expect.verifySteps(["asks [[1],2]"]);
});

test("a refusal is told in the dialog, which keeps what was typed", async () => {
    await board();
    let isRefused = true;
    onRpc("crm.lead", "oplus_stage_move", () => {
        if (isRefused) {
            throw makeServerError({ type: "ValidationError", message: "Not yet" });
        }
    });
    await dragToOffer();
    await complete();
    expect(".modal").toHaveCount(1);
    expect(".modal .o_stage_move_refusal").toHaveText("Not yet");
    expect(".modal .o_field_widget[name=name] input").toHaveValue("Mango 2");
    isRefused = false;
    await contains(".modal-footer .btn-primary").click();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([
        "asks [[1],2]",
        'move [[1],2] {"values":{"name":"Mango 2"},"checkpoint_ids":[7],' +
            '"reason":"They called","override":false}',
        'save {"stage_id":2}',
    ]);
});

test("without a connection the dialog keeps all, and can be tried again", async () => {
    await board();
    await dragToOffer();
    const restore = loseConnection();
    await complete();
    expect(".modal .o_stage_move_refusal").toHaveText(
        "There is no connection. What you entered is still here: save it again when you" +
            " are back online.",
    );
    expect(".modal .o_field_widget[name=name] input").toHaveValue("Mango 2");
    expect(".modal .form-check-input").toBeChecked();
    expect(FIRST_CARD).toHaveText("Mango");
    restore();
    await contains(".modal-footer .btn-primary").click();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([
        "asks [[1],2]",
        'move [[1],2] {"values":{"name":"Mango 2"},"checkpoint_ids":[7],' +
            '"reason":"They called","override":false}',
        'save {"stage_id":2}',
    ]);
});

test("what is required must be filled", async () => {
    await board();
    await dragToOffer();
    expect(".modal .o_field_invalid").toHaveCount(0);
    await contains(".modal-footer .btn-primary").click();
    expect(".modal").toHaveCount(1);
    expect(".modal .o_field_widget[name=stage_change_reason]").toHaveClass(
        "o_field_invalid",
    );
    expect.verifySteps(["asks [[1],2]"]);
});

test("on cancel the card is where it was and nothing is saved", async () => {
    await board();
    await dragToOffer();
    await contains(".modal .o_field_widget[name=name] input").edit("Other");
    await contains(".modal-footer .btn-secondary").click();
    expect(FIRST_CARD).toHaveText("Mango");
    await dragToOffer();
    await press("Escape");
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect(FIRST_CARD).toHaveText("Mango");
    expect.verifySteps(["asks [[1],2]", "asks [[1],2]"]);
});

test("where nothing is missing, only the reason is asked", async () => {
    asks = false;
    await board();
    await dragToOffer();
    expect(".modal-title").toHaveText("Why move to Offer?");
    expect.verifySteps(["asks [[1],2]"]);
});

test("the server is not asked about other stages", async () => {
    await board();
    await contains(".o_kanban_group:nth-child(2) .o_kanban_record").dragAndDrop(
        ".o_kanban_group:nth-child(1)",
    );
    expect.verifySteps(['save {"stage_id":1}']);
});

test("a missing quotation is a click away", async () => {
    Object.assign(asks, {
        asks_quotation: true,
        has_quotations: true,
        is_blocked: true,
    });
    mockService("action", {
        doActionButton({ name, resId }) {
            expect.step(`${name} ${resId}`);
        },
    });
    await board();
    await dragToOffer();
    expect(queryAllTexts(".o_stage_move_quotation button")).toEqual([
        "Open Quotations",
        "New Quotation",
    ]);
    expect(".o_stage_move_quotation .btn-primary").toHaveText("Open Quotations");
    await contains(".o_stage_move_quotation button:contains(New)").click();
    expect(".modal").toHaveCount(0);
    expect(FIRST_CARD).toHaveText("Mango");
    expect.verifySteps(["asks [[1],2]", "action_sale_quotations_new 1"]);
});
