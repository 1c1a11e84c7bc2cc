import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    MockServer,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Handover extends models.Model {
    _name = "handover";
    _rec_name = "note";

    progress = fields.Float();
    note = fields.Char();
    error = fields.Text();
    line_ids = fields.One2many({ relation: "handover.line" });
    state = fields.Selection({
        selection: [
            ["running", "Running"],
            ["done", "Done"],
        ],
    });

    _records = [
        { id: 1, progress: 40, state: "running", line_ids: [1, 2] },
        { id: 2, progress: 100, state: "done" },
    ];
}

class Line extends models.Model {
    _name = "handover.line";

    name = fields.Char();

    _records = [
        { id: 1, name: "First" },
        { id: 2, name: "Second" },
    ];
}

describe.current.tags("desktop");
defineMailModels();
defineModels([Handover, Line]);

async function openForm(resId) {
    await mountView({
        type: "form",
        resModel: "handover",
        resId,
        arch: `
            <form>
                <field name="state" invisible="1"/>
                <field name="error"/>
                <field name="note"/>
                <field name="progress" readonly="1" widget="batch_progress"/>
                <field name="line_ids">
                    <list limit="1"><field name="name"/></list>
                </field>
            </form>`,
    });
}

test("it follows the work while the record is at work", async () => {
    await openForm(1);
    expect(".o_progressbar").toHaveText("40\n%");
    MockServer.env["handover"].write([1], { progress: 80 });
    await advanceTime(3000);
    expect(".o_progressbar").toHaveText("80\n%");
});

test("lines stay on the page that the user has opened", async () => {
    await openForm(1);
    await contains(".o_x2m_control_panel .o_pager_next").click();
    expect(".o_data_row").toHaveText("Second");
    MockServer.env["handover"].write([1], { progress: 80 });
    await advanceTime(3000);
    expect(".o_progressbar").toHaveText("80\n%");
    expect(".o_data_row").toHaveText("Second");
});

for (const values of [{ state: "done" }, { error: "No such user" }]) {
    const [name] = Object.keys(values);
    test(`the whole record is shown after the last batch: ${name}`, async () => {
        await openForm(1);
        MockServer.env["handover"].write([1], { ...values, note: "All" });
        await advanceTime(3000);
        expect(".o_field_widget[name=note] input").toHaveValue("All");
    });
}

test("it does not ask any more when the work is done", async () => {
    onRpc("handover", "web_read", () => expect.step("read"));
    await openForm(2);
    await advanceTime(10000);
    expect.verifySteps(["read"]);
});

test("it does not disturb somebody who is typing", async () => {
    onRpc("handover", "web_read", () => expect.step("read"));
    await openForm(1);
    await contains(".o_field_widget[name=note] input").edit("Mine", { confirm: false });
    await advanceTime(10000);
    expect.verifySteps(["read"]);
    expect(".o_field_widget[name=note] input").toHaveValue("Mine");
});
