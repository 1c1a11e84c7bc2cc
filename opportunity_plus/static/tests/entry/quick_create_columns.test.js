import { beforeEach, expect, test } from "@odoo/hoot";
import { waitFor } from "@odoo/hoot-dom";
import { contains, fields, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { defineOpportunities, FIELDS, Lead } from "../closing/closing_common";

defineOpportunities();

const TODAY = "oplus_stage_today_id";
const QUICK = ".o_kanban_quick_create";

beforeEach(() => {
    Lead._fields.won_status.readonly = true;
    Lead._fields.has_next_step = fields.Boolean({ readonly: true });
    Lead._fields[TODAY] = fields.Many2one({ relation: "crm.stage", readonly: true });
    for (const record of Lead._records) {
        record[TODAY] = record.stage_id;
    }
    Lead._views["form,quick"] = `<form><field name="name"/></form>`;
    // what the server makes of a column of today's stages
    onRpc("crm.lead", "web_save", ({ args, kwargs }) => {
        args[1][TODAY] = kwargs.context[`default_${TODAY}`];
    });
});

function openBoard(group, className = "crm_kanban") {
    return mountView({
        type: "kanban",
        resModel: "crm.lead",
        groupBy: [group],
        arch: `<kanban js_class="${className}" on_create="quick_create"
                quick_create_view="quick">
            ${FIELDS}
            <templates><t t-name="card"><field name="name"/></t></templates>
        </kanban>`,
        createRecord: () => expect.step("whole form"),
    });
}

for (const group of ["won_status", "has_next_step"]) {
    test(`a column of ${group} offers no quick create, New opens the form`, async () => {
        await openBoard(group);
        expect(".o_kanban_group").toHaveCount(group === "won_status" ? 2 : 1);
        expect(".o_kanban_quick_add").toHaveCount(0);
        await contains(".o_control_panel .o-kanban-button-new").click();
        expect.verifySteps(["whole form"]);
        expect(QUICK).toHaveCount(0);
    });
}

for (const group of ["stage_id", TODAY]) {
    test(`a column of ${group} gives its stage to what is created there`, async () => {
        await openBoard(group);
        expect(".o_kanban_quick_add").toHaveCount(3);
        await contains(".o_control_panel .o-kanban-button-new").click();
        await waitFor(`.o_kanban_group:nth-child(1) ${QUICK}`);
        expect.verifySteps([]);
        await contains(".o_kanban_group:nth-child(2) .o_kanban_quick_add").click();
        const form = `.o_kanban_group:nth-child(2) ${QUICK}`;
        await contains(`${form} [name=name] input`).edit("Papaya", { confirm: false });
        await contains(`${form} .o_kanban_add`).click();
        await waitFor(".o_kanban_group:nth-child(2) .o_kanban_record:contains(Papaya)");
        expect(".o_kanban_record:contains(Papaya)").toHaveCount(1);
    });
}
