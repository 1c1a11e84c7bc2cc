import { expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Stage extends models.Model {
    _name = "crm.stage";

    name = fields.Char();

    _records = [
        { id: 1, name: "New" },
        { id: 2, name: "Offer" },
    ];
}

class Lead extends models.Model {
    _name = "crm.lead";

    name = fields.Char();
    color = fields.Selection({ selection: [["planned", "Planned"]] });
    stage_id = fields.Many2one({ relation: "crm.stage" });
    is_rotting = fields.Boolean({ string: "Stalled" });

    _records = [1, 2, 3, 4].map((id) => ({
        id,
        name: `Deal ${id}`,
        stage_id: id === 4 ? 2 : 1,
        is_rotting: id < 4,
    }));
}

defineMailModels();
defineModels([Stage, Lead]);

/** A board that loads one card in each column. */
async function mountBoard(counts) {
    onRpc("crm.lead", "read_progress_bar", () => ({
        1: { planned: 0 },
        2: { planned: 0 },
        ...counts,
    }));
    await mountView({
        type: "kanban",
        resModel: "crm.lead",
        groupBy: ["stage_id"],
        arch: `<kanban js_class="crm_kanban" limit="1">
            <progressbar field="color" colors='{"planned": "success"}'/>
            <field name="is_rotting"/>
            <templates><t t-name="card"><field name="name"/></t></templates>
        </kanban>`,
    });
    await animationFrame();
}

test("the badge of a column counts all that are stalled in it", async () => {
    await mountBoard({ oplus_stalled: { 1: 3 } });
    expect(queryAllTexts(".o_mail_resource_rotting_bg")).toEqual(["3"]);
    await click(".o_mail_resource_rotting_bg");
    await animationFrame();
    expect(".o_kanban_group:first .o_kanban_record").toHaveCount(1);
    expect(queryAllTexts(".o_mail_resource_rotting_bg")).toEqual(["3"]);
    expect(".o_kanban_group:first .o_kanban_header").toHaveText(/3/);
});

test("without a count, it counts what is loaded, as in Odoo", async () => {
    await mountBoard({});
    expect(queryAllTexts(".o_mail_resource_rotting_bg")).toEqual(["1"]);
});
