import { beforeEach, expect, test } from "@odoo/hoot";
import { animationFrame, press, queryAllTexts } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    makeMockEnv,
    mockService,
    models,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { Figure } from "@opportunity_plus/reports/figure";

class Lead extends models.Model {
    _name = "crm.lead";
    name = fields.Char();
    _records = [
        { id: 1, name: "won" },
        { id: 2, name: "lost" },
        { id: 3, name: "won" },
    ];
}

defineMailModels();
defineModels([Lead]);

let done;

beforeEach(() => {
    done = [];
    mockService("action", {
        doAction: (...args) => done.push(args),
        loadAction: async (id) => ({ id, type: "ir.actions.act_window" }),
    });
});

async function mountFigure(props = {}) {
    const report = { getDomain: async ({ kind }) => [["name", "=", kind]] };
    const figure = { kind: "won" };
    await mountWithCleanup(Figure, {
        env: await makeMockEnv({ report }),
        props: { figure, name: "Won", text: "12", ...props },
    });
}

async function chooseInMenu(label) {
    await contains(".o_figure_menu").click();
    await contains(`.o-dropdown-item:contains(${label})`).click();
}

test("a figure opens exactly what is behind it", async () => {
    await mountFigure();
    expect(".o_figure .btn:first").toHaveAttribute("aria-label", "Won: 12");
    await contains(".o_figure .btn:first").click();
    const [[action]] = done;
    expect(action).toMatchObject({
        id: "opportunity_plus.crm_lead_figure_action",
        domain: [["name", "=", "won"]],
        display_name: "Won",
    });
});

test("the keyboard opens it", async () => {
    await mountFigure();
    await contains(".o_figure .btn:first").focus();
    await press("Enter");
    await contains(".o_figure").hover();
    expect(done).toHaveLength(1);
});

test("its menu opens the list, starts a call campaign or writes to the customers", async () => {
    onRpc("crm.lead", "oplus_action_call_campaign", ({ args: [ids] }) => ({ ids }));
    await mountFigure();
    await contains(".o_figure_menu").click();
    expect(queryAllTexts(".o-dropdown-item")).toEqual([
        "Open the List",
        "Start a Call Campaign",
        "Write to the Customers",
    ]);
    await contains(".o-dropdown-item:contains(Campaign)").click();
    await chooseInMenu("Write");
    expect(done[0]).toEqual([{ ids: [1, 3] }]);
    const [mail, { additionalContext }] = done[1];
    expect(mail).toBe("crm.action_lead_mass_mail");
    expect(additionalContext.active_ids).toEqual([1, 3]);
});

test("what is gone gets no campaign and no mail, but a word", async () => {
    onRpc("crm.lead", "oplus_action_call_campaign", () => expect.step("campaign"));
    mockService("notification", { add: (message) => expect.step(String(message)) });
    await mountFigure({ figure: { kind: "deleted" } });
    for (const label of ["Campaign", "Write"]) {
        await chooseInMenu(label);
        await animationFrame();
        expect.verifySteps(["None of these opportunities is there any more."]);
    }
    expect(done).toEqual([]);
});

test("there is nothing to open behind none", async () => {
    await mountFigure({ text: "0", isNone: true });
    expect("button").toHaveCount(0);
    expect(document.body).toHaveText("0", { exact: false });
});
