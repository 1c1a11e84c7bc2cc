import { beforeEach, expect, test } from "@odoo/hoot";
import { press } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    mockService,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { BOARD, defineOpportunities, FIELDS, Lead } from "./closing_common";

defineOpportunities();

const FIRST_CARD = ".o_kanban_group:nth-child(1) .o_kanban_record";

let closeDialog;

beforeEach(() => {
    mockService("action", {
        doAction(action, { additionalContext, onClose }) {
            expect.step([action, ...additionalContext.active_ids].join(" "));
            closeDialog = onClose;
        },
    });
    onRpc("crm.lead", "web_save", () => expect.step("web_save"));
    onRpc("crm.lead", "action_set_won_rainbowman", ({ args }) => {
        expect.step(`won ${args[0]}`);
        return true;
    });
});

async function drag() {
    const { moveTo, drop } = await contains(FIRST_CARD).drag();
    await moveTo(".o_kanban_group:nth-child(2)");
    await animationFrame();
    return { moveTo, drop };
}

test("the bar is there while a card is dragged, and says so", async () => {
    await mountView(BOARD);
    expect(".o_drop_bar").toHaveCount(0);
    const { moveTo, drop } = await drag();
    expect(".o_drop_bar_zone").toHaveCount(2);
    expect(".o_drop_bar [aria-live]").toHaveText(
        "Drop the card on Won or Lost, or on a stage",
    );
    await moveTo(".o_drop_bar_lost");
    await animationFrame();
    expect(".o_drop_bar_lost").toHaveClass("o_drop_bar_hover");
    expect(".o_drop_bar [aria-live]").toHaveText("Drop to lose");
    await moveTo(FIRST_CARD);
    await drop();
    await animationFrame();
    expect(".o_drop_bar").toHaveCount(0);
});

test("a card on Lost opens the dialog and stays where it was", async () => {
    await mountView(BOARD);
    const { moveTo, drop } = await drag();
    await moveTo(".o_drop_bar_lost");
    await drop();
    await animationFrame();
    expect.verifySteps(["crm.crm_lead_lost_action 1"]);
    expect(FIRST_CARD).toHaveText("Mango");
    await closeDialog();
    await animationFrame();
    expect(FIRST_CARD).toHaveText("Mango");
    expect.verifySteps([]);
});

test("a card on Won wins", async () => {
    await mountView(BOARD);
    const { moveTo, drop } = await drag();
    await moveTo(".o_drop_bar_won");
    await drop();
    await animationFrame();
    expect.verifySteps(["won 1"]);
});

test("escape over a zone does nothing", async () => {
    await mountView(BOARD);
    const { moveTo } = await drag();
    await moveTo(".o_drop_bar_lost");
    await press("Escape");
    await animationFrame();
    expect(".o_drop_bar").toHaveCount(0);
    expect(FIRST_CARD).toHaveText("Mango");
    expect.verifySteps([]);
});

test("what is closed has no bar", async () => {
    await mountView(BOARD);
    const { moveTo, cancel } = await contains(
        ".o_kanban_group:nth-child(3) .o_kanban_record",
    ).drag();
    await moveTo(".o_kanban_group:nth-child(2)");
    await animationFrame();
    expect(".o_drop_bar").toHaveCount(0);
    await cancel();
});

test("who only reads an opportunity has no bar", async () => {
    Lead._records[0].oplus_can_write = false;
    // the server adds the field to the boards of readers
    const fields = `${FIELDS}<field name="oplus_can_write"/>`;
    await mountView({ ...BOARD, arch: BOARD.arch.replace(FIELDS, fields) });
    const { moveTo, cancel } = await contains(FIRST_CARD).drag();
    await moveTo(".o_kanban_group:nth-child(2)");
    await animationFrame();
    expect(".o_drop_bar").toHaveCount(0);
    await cancel();
});
