import { beforeEach, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, fields, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { BOARD, Lead } from "../closing/closing_common";
import { loseConnection } from "../foundation/connection_common";
import { column, defineBoard, mockSettings } from "./board_order_common";

defineBoard();

const CARD = ".o_kanban_group:nth-child(1) .o_kanban_record";
const MANGO = `${CARD}:contains(Mango)`;

beforeEach(() => {
    mockSettings();
    Lead._fields.is_favorite = fields.Boolean();
    onRpc("crm.lead", "web_save", ({ args }) => expect.step(JSON.stringify(args[1])));
});

/** Opens a board whose cards have a star, and does something without a connection. */
async function actOffline(groupBy, act) {
    const name = `<field name="name"/>`;
    const star = `<field name="is_favorite" widget="boolean_favorite" nolabel="1"/>`;
    await mountView({ ...BOARD, groupBy, arch: BOARD.arch.replace(name, name + star) });
    const before = column(1);
    const restore = loseConnection();
    expect.errors(1);
    await act();
    await animationFrame();
    expect(column(1)).toEqual(before);
    expect.verifyErrors([/Connection/]);
    restore();
}

const drag = () => contains(MANGO).dragAndDrop(".o_kanban_group:nth-child(2)");
const clickTheStar = () => contains(`${MANGO} .o_favorite`).click();

async function expectTheClickAlone() {
    await clickTheStar();
    expect.verifySteps(['{"is_favorite":true}']);
    expect(`${MANGO} .fa-star`).toHaveCount(1);
}

test("a drag to a stage that was not saved is not saved by the next click", async () => {
    await actOffline(["stage_id"], drag);
    await expectTheClickAlone();
});

test("nor is a drag to another column, whatever the columns are", async () => {
    Lead._records[1].won_status = "won";
    await actOffline(["won_status"], drag);
    await expectTheClickAlone();
});

test("nor is a click that was not saved", async () => {
    await actOffline(["stage_id"], clickTheStar);
    expect(`${MANGO} .fa-star-o`).toHaveCount(1);
    await drag();
    expect.verifySteps(['{"stage_id":2}']);
});
