import { Component, xml } from "@odoo/owl";
import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { contains, getService, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { redirect } from "@web/core/utils/urls";
import { BOARD, defineOpportunities } from "./closing_common";
import { CARD, win, won } from "./closing_result_common";

defineOpportunities();

async function clickElsewhere() {
    await contains(".o_kanban_group:nth-child(3) .o_kanban_header").click();
    await animationFrame();
}

test("a click elsewhere leaves one line with undo, until its time is over", async () => {
    await win(won());
    await contains(`${CARD} .fs-4`).click();
    expect(`${CARD}_small`).toHaveCount(0);
    await clickElsewhere();
    expect(`${CARD}_small`).toHaveText(/Won: Mango/);
    expect(`${CARD} .fs-4`).toHaveCount(0);
    expect(queryAllTexts(`${CARD} .btn:not(.btn-close)`)).toEqual(["Undo"]);
    await advanceTime(10000);
    expect(CARD).toHaveCount(0);
    expect.verifySteps(["asked true []"]);
});

test("a click elsewhere closes what cannot be undone any more", async () => {
    await win(won());
    await advanceTime(10000);
    expect(CARD).toHaveCount(1);
    await clickElsewhere();
    expect(CARD).toHaveCount(0);
    expect.verifySteps(["asked true []"]);
});

test("what covers the page later, as Odoo's rainbow does, lies beneath", async () => {
    class Rainbow extends Component {
        static template = xml`<div class="rainbow"/>`;
        static props = {};
    }
    await win(won());
    getService("overlay").add(Rainbow, {});
    await animationFrame();
    expect(".o-overlay-item:first-child .rainbow").toHaveCount(1);
    expect(`.o-overlay-item:last-child ${CARD}`).toHaveCount(1);
    expect.verifySteps(["asked true []"]);
});

function fruit(number, title) {
    return won({ number, numbers: [number], title });
}

test("a fourth message drops only those whose time for undo is over", async () => {
    await win(fruit(1, "Mango"), fruit(2, "Durian"));
    const titles = () => queryAllTexts(`${CARD} .fw-bold:not(.fs-4)`);
    const winMore = async (...closings) => {
        onRpc("crm.lead", "oplus_recent_closings", () => closings);
        await getService("orm").call("crm.lead", "action_set_won_rainbowman", [[2]]);
        await animationFrame();
    };
    await advanceTime(9000);
    await winMore(fruit(3, "Papaya"), fruit(4, "Guava"));
    expect(titles()).toEqual(["Mango", "Durian", "Papaya", "Guava"]);
    expect(`${CARD}_undo`).toHaveCount(4);
    await advanceTime(2000);
    await winMore(fruit(5, "Lychee"));
    expect(titles()).toEqual(["Papaya", "Guava", "Lychee"]);
    expect(`${CARD}_undo`).toHaveCount(3);
    expect.verifySteps(["asked true []"]);
});

test("the time of a card under a dialog stops", async () => {
    await win(won());
    await advanceTime(4000);
    getService("dialog").add(AlertDialog, { body: "Wait" });
    await animationFrame();
    await advanceTime(15000);
    await contains(".modal-footer .btn").click();
    expect(".modal").toHaveCount(0);
    await advanceTime(5000);
    expect(`${CARD}_undo`).toHaveCount(1);
    await advanceTime(1000);
    expect(`${CARD}_undo`).toHaveCount(0);
    expect.verifySteps(["asked true []"]);
});

test("the page of an opportunity tells what a link has just won", async () => {
    redirect("/odoo/crm.lead/1");
    onRpc("crm.lead", "oplus_recent_closings", ({ args }) => {
        expect.step(`asked ${args[0] >= 15}`);
        return [won()];
    });
    await mountView(BOARD);
    await animationFrame();
    expect(`${CARD} .o_closing_card_undo`).toHaveCount(1);
    expect.verifySteps(["asked true"]);
});

test("other pages do not ask", async () => {
    redirect("/odoo/crm");
    onRpc("crm.lead", "oplus_recent_closings", () => expect.step("asked"));
    await mountView(BOARD);
    await animationFrame();
    expect.verifySteps([]);
});
