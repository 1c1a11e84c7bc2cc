import { beforeEach, expect, test } from "@odoo/hoot";
import { press } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { CrmKanbanModel } from "@crm/views/crm_kanban/crm_kanban_model";
import {
    contains,
    fields,
    MockServer,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { column, defineBoard, mockSettings, openBoard } from "./board_order_common";
import { Lead } from "../closing/closing_common";

defineBoard();

const CARD = ".o_kanban_group:nth-child(1) .o_kanban_record";

beforeEach(() => {
    mockSettings({ oplus_board_orders: { "7,-1": "expected_revenue desc" } });
    onRpc("web_resequence", () => expect.step("resequence"));
    onRpc("crm.lead", "web_save", ({ args }) => expect.step(JSON.stringify(args[1])));
});

test("the order decides on the place of a dropped card", async () => {
    await openBoard();
    await contains(`${CARD}:contains(Papaya)`).dragAndDrop(
        ".o_kanban_group:nth-child(2)",
    );
    expect.verifySteps(['{"stage_id":2}']);
    expect(column(1)).toEqual(["Mango", "Durian"]);
    expect(column(2)).toEqual(["Longan", "Papaya", "Lychee"]);
});

test("a drop writes no sequence, also where the board has one", async () => {
    Lead._fields.sequence = fields.Integer();
    const fieldNodes = `<field name="sequence" widget="handle"/>`;
    await openBoard({ fieldNodes });
    await contains(`${CARD}:contains(Mango)`).dragAndDrop(`${CARD}:contains(Durian)`, {
        position: "bottom",
    });
    expect(column(1)).toEqual(["Mango", "Papaya", "Durian"]);
    await contains(`${CARD}:contains(Durian)`).dragAndDrop(
        ".o_kanban_group:nth-child(2)",
    );
    expect.verifySteps(['{"stage_id":2}']);
    expect(column(2)).toEqual(["Longan", "Lychee", "Durian"]);
});

test("a refused drop puts the card back where it belongs", async () => {
    onRpc("crm.lead", "web_save", () => {
        throw new Error("no");
    });
    expect.errors(1);
    await openBoard();
    await contains(`${CARD}:contains(Papaya)`).dragAndDrop(
        ".o_kanban_group:nth-child(2)",
    );
    await animationFrame();
    expect(column(1)).toEqual(["Mango", "Papaya", "Durian"]);
    expect(column(2)).toEqual(["Longan", "Lychee"]);
    expect.verifyErrors(["no"]);
});

test("a new card is put where it belongs", async () => {
    Lead._views["form,quick"] =
        `<form><field name="name"/><field name="expected_revenue"/></form>`;
    await openBoard({}, 'on_create="quick_create" quick_create_view="quick"');
    await contains(".o_kanban_group:nth-child(1) .o_kanban_quick_add").click();
    await contains(".o_kanban_quick_create [name=name] input").edit("Melon", {
        confirm: false,
    });
    await contains(".o_kanban_quick_create [name=expected_revenue] input").edit("25", {
        confirm: false,
    });
    await press("Enter");
    await animationFrame();
    expect(column(1)).toEqual(["Mango", "Melon", "Papaya", "Durian"]);
    expect.verifySteps(['{"name":"Melon","expected_revenue":25}']);
});

test("a card that is edited or read again moves to where it belongs", async () => {
    let model;
    patchWithCleanup(CrmKanbanModel.prototype, {
        setup() {
            super.setup(...arguments);
            model = this;
        },
    });
    await openBoard({ fieldNodes: `<field name="expected_revenue"/>` });
    const durian = model.root.records.find(({ resId }) => resId === 2);
    await durian.update({ expected_revenue: 99 }, { save: true });
    await animationFrame();
    expect(column(1)).toEqual(["Durian", "Mango", "Papaya"]);
    expect.verifySteps(['{"expected_revenue":99}']);
    MockServer.env["crm.lead"].write([2], { expected_revenue: 1 });
    await durian.load();
    await animationFrame();
    expect(column(1)).toEqual(["Mango", "Papaya", "Durian"]);
});
