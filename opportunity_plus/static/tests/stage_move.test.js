import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, mockService, mountView } from "@web/../tests/web_test_helpers";
import { BOARD, defineOpportunities, FIELDS } from "./closing_common";
import { complete, CONDITIONS, defineConditions, lacking } from "./conditions_common";

defineOpportunities();

let asks;

beforeEach(() => {
    asks = lacking();
    defineConditions(() => asks);
});

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
    expect(queryAllTexts(".modal .o_stage_move_lines li")).toEqual(asks.lines);
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

test("what is required must be filled", async () => {
    await board();
    await dragToOffer();
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
    Object.assign(asks, { asks_quotation: true, has_quotations: true });
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
    await contains(".o_stage_move_quotation button:contains(New)").click();
    expect(".modal").toHaveCount(0);
    expect(FIRST_CARD).toHaveText("Mango");
    expect.verifySteps(["asks [[1],2]", "action_sale_quotations_new 1"]);
});
