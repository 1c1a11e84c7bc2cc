import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { contains, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { BOARD, defineOpportunities, FIELDS, Lead } from "../closing/closing_common";
import { CONDITIONS, defineConditions, lacking } from "../conditions/conditions_common";

defineOpportunities();

const QUICK = ".o_kanban_quick_create";
const REVENUE = ".o_field_widget[name=expected_revenue]";
const DATE = ".o_field_widget[name=date_deadline]";

beforeEach(() => mockDate("2026-03-10 12:00:00", +7));

/** Open the quick form of the first column with a name and a required value. */
async function openQuickForm(field) {
    Lead._views["form,quick"] = `<form><field name="name"/>${field}</form>`;
    onRpc("crm.lead", "web_save", ({ args }) => {
        const { expected_revenue, date_deadline } = args[1];
        expect.step([expected_revenue, date_deadline].filter((v) => v !== undefined));
    });
    const quick = `on_create="quick_create" quick_create_view="quick"`;
    const arch = BOARD.arch.replace("<kanban ", `<kanban ${quick} `);
    await mountView({ ...BOARD, arch });
    await contains(".o_kanban_group:nth-child(1) .o_kanban_quick_add").click();
    await contains(`${QUICK} [name=name] input`).edit("Papaya", { confirm: false });
}

async function enter() {
    await press("Enter");
    await animationFrame();
    await animationFrame();
}

async function typeRevenue(text) {
    await contains(`${REVENUE} input`).edit(text, { confirm: false });
    await enter();
}

async function clearDate(scope) {
    await contains(`${scope} ${DATE} button`).click();
    await contains(`${scope} ${DATE} input`).clear({ confirm: false });
}

async function typeDate(scope) {
    await contains(`${scope} ${DATE} input`).click();
    await contains(`${scope} ${DATE} input`).edit("12/20/2026", { confirm: false });
    await press("Tab");
    await animationFrame();
    await animationFrame();
}

test("quick create asks for a revenue, and takes a 0 that is typed", async () => {
    await openQuickForm(
        `<field name="expected_revenue" widget="monetary" required="1"/>`,
    );
    expect(`${REVENUE} input`).toHaveValue("");
    await enter();
    expect(REVENUE).toHaveClass("o_field_invalid");
    expect.verifySteps([]);
    await contains(`${REVENUE} input`).edit("5", { confirm: false });
    await typeRevenue("");
    expect(REVENUE).toHaveClass("o_field_invalid");
    expect(QUICK).toHaveCount(1);
    expect.verifySteps([]);
    await typeRevenue("0");
    expect.verifySteps([[0]]);
    expect(".o_kanban_group:nth-child(1) .o_kanban_record:first").toHaveText("Papaya");
    expect(`${REVENUE} input`).toHaveValue("");
});

const shownRevenues = () => queryAllTexts(".o_data_cell[name=expected_revenue]");

/** Open a list, select the rows with these numbers, and edit the first of them. */
async function editTogether(required, numbers) {
    Lead._records[0].expected_revenue = 700;
    Lead._records[2].expected_revenue = 90;
    for (const method of ["web_save", "web_save_multi"]) {
        onRpc("crm.lead", method, ({ args }) => expect.step(JSON.stringify(args)));
    }
    await mountView({
        type: "list",
        resModel: "crm.lead",
        arch: `<list multi_edit="1">
            <field name="name"/>
            <field name="won_status" column_invisible="1"/>
            <field name="expected_revenue" widget="monetary" required="${required}"/>
        </list>`,
    });
    for (const number of numbers) {
        await contains(`.o_data_row:nth-child(${number}) input`).click();
    }
    const row = `.o_data_row:nth-child(${numbers[0]})`;
    await contains(`${row} [name=expected_revenue]`).click();
}

test("a revenue that is emptied in a list of many is refused", async () => {
    await editTogether("1", [1, 2]);
    await typeRevenue("");
    expect(".o_notification").toHaveCount(1);
    expect(".modal").toHaveCount(0);
    expect(shownRevenues()).toEqual(["700.00", "0.00", "90.00"]);
    expect.verifySteps([]);
});

test("emptied in a row that may be empty, it is refused for the others", async () => {
    await editTogether("won_status == 'pending'", [3, 1]);
    await typeRevenue("");
    expect(".o_notification").toHaveCount(1);
    expect(".modal").toHaveCount(0);
    expect(shownRevenues()).toEqual(["700.00", "0.00", "90.00"]);
    expect.verifySteps([]);
});

test("emptied where no row requires it, Odoo's way stays", async () => {
    await editTogether("won_status == 'lost'", [3, 1]);
    await typeRevenue("");
    await contains(".modal-footer .btn-primary").click();
    expect.verifySteps(['[[1,3],{"expected_revenue":0}]']);
});

test("a date that is typed in quick create after a refusal is taken", async () => {
    Lead._fields.date_deadline.default = "2026-03-17";
    await openQuickForm(
        `<field name="date_deadline" widget="typed_date" required="1"/>`,
    );
    await clearDate(QUICK);
    await enter();
    expect(DATE).toHaveClass("o_field_invalid");
    expect.verifySteps([]);
    await typeDate(QUICK);
    expect(DATE).toHaveText(/Dec 20/);
    await contains(`${QUICK} [name=name] input`).click();
    await enter();
    expect.verifySteps([["2026-12-20"]]);
});

test("a date that is typed in the dialog of a move after a refusal is taken", async () => {
    Lead._records[0].date_deadline = "2026-03-17";
    const asks = lacking();
    const { form } = asks;
    form.arch = form.arch.replace(
        `<field name="name" required="True"/>`,
        `<field name="date_deadline" widget="typed_date" required="True"/>`,
    );
    form.models["crm.lead"].fields.date_deadline = {
        name: "date_deadline",
        type: "date",
        string: "Expected Closing",
    };
    defineConditions(() => asks);
    await mountView({ ...BOARD, arch: BOARD.arch.replace(FIELDS, CONDITIONS) });
    await contains(".o_kanban_group:nth-child(1) .o_kanban_record").dragAndDrop(
        ".o_kanban_group:nth-child(2)",
    );
    await contains(".modal [name=stage_change_reason] textarea").edit("They called");
    await clearDate(".modal");
    await contains(".modal-footer .btn-primary").click();
    expect(`.modal ${DATE}`).toHaveClass("o_field_invalid");
    expect.verifySteps(["asks [[1],2]"]);
    await typeDate(".modal");
    expect(`.modal ${DATE}`).toHaveText(/Dec 20/);
    await contains(".modal-footer .btn-primary").click();
    expect.verifySteps([
        'move [[1],2] {"values":{"date_deadline":"2026-12-20"},"checkpoint_ids":[],' +
            '"reason":"They called","override":false}',
        'save {"stage_id":2}',
    ]);
});

test("a date that is open stays when its value changes", async () => {
    Lead._records[0].date_deadline = "2026-03-17";
    await mountView({
        type: "form",
        resModel: "crm.lead",
        resId: Lead._records[0].id,
        arch: `<form><field name="date_deadline" widget="typed_date"/></form>`,
    });
    await contains(`${DATE} button`).click();
    const shown = queryOne(`${DATE} input`).parentElement;
    await contains(`${DATE} input`).edit("12/20/2026", { confirm: false });
    await press("Enter");
    await animationFrame();
    await animationFrame();
    expect(DATE).toHaveText(/Dec 20/);
    expect(shown).toBe(queryOne(`${DATE} [data-field=date_deadline]`).parentElement);
});
