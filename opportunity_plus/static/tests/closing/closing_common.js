import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { defineModels, fields, models, onRpc } from "@web/../tests/web_test_helpers";

/** A board of two open opportunities and a won one; the stage Offer asks why. */
class Stage extends models.Model {
    _name = "crm.stage";

    name = fields.Char();

    _records = [
        { id: 1, name: "New" },
        { id: 2, name: "Offer" },
        { id: 3, name: "Won" },
    ];
}

export class Lead extends models.Model {
    _name = "crm.lead";

    name = fields.Char();
    active = fields.Boolean({ default: true });
    type = fields.Char({ default: "opportunity" });
    phone = fields.Char();
    expected_revenue = fields.Float();
    date_deadline = fields.Date();
    stage_id = fields.Many2one({ relation: "crm.stage" });
    won_status = fields.Selection({
        selection: [
            ["pending", "Pending"],
            ["won", "Won"],
            ["lost", "Lost"],
        ],
    });
    stage_change_reason = fields.Text();
    oplus_stages_asking_reason = fields.Json();
    oplus_stages_with_conditions = fields.Json();
    oplus_can_reopen = fields.Boolean();
    oplus_can_write = fields.Boolean();
    oplus_is_stage_enabled = fields.Boolean();
    // what the status bar of core shows
    duration_tracking = fields.Json();
    is_rotting = fields.Boolean();
    rotting_days = fields.Integer();

    _records = [
        opportunity(1, "Mango", 1, "pending"),
        opportunity(2, "Durian", 2, "pending"),
        opportunity(3, "Rambutan", 3, "won"),
    ];
}

function opportunity(id, name, stage, outcome) {
    return {
        id,
        name,
        active: true,
        type: "opportunity",
        stage_id: stage,
        won_status: outcome,
        oplus_stages_asking_reason: stage === 2 ? [] : [2],
    };
}

export const FIELDS = `
    <field name="active"/>
    <field name="won_status"/>
    <field name="stage_change_reason"/>
    <field name="oplus_stages_asking_reason"/>`;

export const BOARD = {
    type: "kanban",
    resModel: "crm.lead",
    groupBy: ["stage_id"],
    arch: `<kanban js_class="crm_kanban">
        <field name="stage_id"/>
        ${FIELDS}
        <templates><t t-name="card"><field name="name"/></t></templates>
    </kanban>`,
};

/** The form of Mango with its status bar. */
export function statusBarForm(fieldNodes = FIELDS) {
    return {
        type: "form",
        resModel: "crm.lead",
        resId: 1,
        arch: `<form>
            <header><field name="stage_id" widget="rotting_statusbar_duration"
                options="{'clickable': '1'}"/></header>
            <div class="d-none">${fieldNodes}
                <field name="is_rotting"/><field name="rotting_days"/></div>
            <field name="name"/>
        </form>`,
    };
}

export function defineOpportunities() {
    defineMailModels();
    defineModels([Stage, Lead]);
    onRpc("crm.lead", "get_rainbowman_message", () => false);
    onRpc("crm.lead", "oplus_recent_closings", () => []);
}
