import { beforeEach, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    mockService,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { BOARD, defineOpportunities, FIELDS } from "../closing/closing_common";
import { loseConnection } from "../foundation/connection_common";
import { CONDITIONS, defineConditions, lacking } from "./conditions_common";

defineOpportunities();

let asks;

beforeEach(() => {
    asks = { ...lacking(), asks_quotation: true };
    defineConditions(() => asks);
    onRpc("crm.lead", "oplus_stage_move_keep", ({ args }) => {
        expect.step(`keep ${JSON.stringify(args)}`);
        return true;
    });
    mockService("action", {
        doActionButton: ({ name }) => expect.step(name),
        doAction: ({ tag }) => expect.step(tag),
    });
    onRpc("crm.lead", "get_rainbowman_message", () => false);
});

const MOVE = ".o_notification button:contains(Move)";
const NEW = ".o_stage_move_quotation button:contains(New)";
const FIRST_CARD = ".o_kanban_group:nth-child(1) .o_kanban_record";

async function dragToOffer() {
    await mountView({ ...BOARD, arch: BOARD.arch.replace(FIELDS, CONDITIONS) });
    await contains(FIRST_CARD).dragAndDrop(".o_kanban_group:nth-child(2)");
}

async function enter(selector, text) {
    await contains(`.modal .o_field_widget[name=${selector}`).edit(text, {
        confirm: false,
    });
}

test("what was filled in is kept, and one click ends the move", async () => {
    await dragToOffer();
    await enter("name] input", "Mango 2");
    await enter("stage_change_reason] textarea", "They called");
    await contains(".modal .form-check-input").click();
    await contains(NEW).click();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([
        "asks [[1],2]",
        'keep [[1],2,{"name":"Mango 2"},[7]]',
        "action_sale_quotations_new",
    ]);
    asks = false;
    await contains(MOVE).click();
    expect(".o_notification").toHaveText("Moved to Offer: Mango");
    expect(".modal").toHaveCount(0);
    expect.verifySteps([
        "asks [[1],2]",
        'move [[1],2,{}] {"reason":"They called"}',
        "soft_reload",
    ]);
});

test("without a connection nothing that was entered is lost", async () => {
    await dragToOffer();
    await enter("stage_change_reason] textarea", "They called");
    await contains(".modal .form-check-input").click();
    let restore = loseConnection();
    await contains(NEW).click();
    expect(".o_stage_move_refusal").toHaveText(/^There is no connection\./);
    expect(".modal [name=stage_change_reason] textarea").toHaveValue("They called");
    restore();
    await contains(NEW).click();
    asks = false;
    restore = loseConnection();
    expect.errors(1);
    await contains(MOVE).click();
    await animationFrame();
    expect.verifyErrors([/Connection/]);
    restore();
    await contains(MOVE).click();
    expect(".o_notification:contains(Moved to Offer: Mango)").toHaveCount(1);
    expect(MOVE).toHaveCount(0);
    expect.verifySteps([
        "asks [[1],2]",
        "keep [[1],2,{},[7]]",
        "action_sale_quotations_new",
        "asks [[1],2]",
        'move [[1],2,{}] {"reason":"They called"}',
        "soft_reload",
    ]);
});

test("the message names the opportunity and what it waits for", async () => {
    asks.lacks[0].documents = ["a confirmed order"];
    await dragToOffer();
    await contains(NEW).click();
    expect(".o_notification").toHaveText(
        /Mango: go on with the move once there is a confirmed order\./,
    );
    expect.verifySteps(["asks [[1],2]", "action_sale_quotations_new"]);
});

test("what is still missing then is asked again", async () => {
    await dragToOffer();
    await contains(NEW).click();
    await contains(MOVE).click();
    expect(".modal-title").toHaveText("Move to Offer");
    expect.verifySteps(["asks [[1],2]", "action_sale_quotations_new", "asks [[1],2]"]);
});

test("only the reason is asked if nothing else is missing", async () => {
    await dragToOffer();
    await contains(NEW).click();
    asks = false;
    await contains(MOVE).click();
    expect(".modal-title").toHaveText("Why move to Offer?");
    expect.verifySteps(["asks [[1],2]", "action_sale_quotations_new", "asks [[1],2]"]);
});
