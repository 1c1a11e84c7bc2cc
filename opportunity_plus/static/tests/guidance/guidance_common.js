import { expect } from "@odoo/hoot";
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

    _records = [{ id: 1, name: "New" }];
}

class Lead extends models.Model {
    _name = "crm.lead";

    name = fields.Char();
    referred = fields.Char();
    stage_id = fields.Many2one({ relation: "crm.stage" });
    oplus_can_write = fields.Boolean();
    oplus_guidance = fields.Json();
    checklist_done = fields.Integer();
    checklist_total = fields.Integer();

    _records = [
        lead(1, { oplus_guidance: guide(), checklist_done: 1, checklist_total: 2 }),
        lead(2, { oplus_guidance: false }),
        lead(3, { oplus_guidance: guide(), oplus_can_write: false }),
    ];
}

function lead(id, values) {
    const name = `Deal ${id}`;
    return { id, name, stage_id: 1, oplus_can_write: true, ...values };
}

function point(id, name, values) {
    return { id, name, is_required: false, is_done: false, by: false, ...values };
}

/** Two points, of which the second has the given values. */
export function guide(values) {
    const date = "2026-03-02 09:00:00";
    return {
        text: "<p>Make an <b>appointment</b></p>",
        points: [
            point(1, "Called", { is_done: true, by: "Agent", date }),
            point(2, "Budget", { is_required: true, ...values }),
        ],
    };
}

export const ARCH = `<form>
    <field name="name"/>
    <div class="o_stage_guidance" invisible="not oplus_guidance">
        <widget name="stage_guidance"/>
        <group><field name="referred"/></group>
    </div>
</form>`;

export const BOXES = ".o_stage_guidance_point input";

export const open = (resId) =>
    mountView({ type: "form", resModel: "crm.lead", resId, arch: ARCH });

/** What the server has after each read is the `stored` guidance. */
export function answer(stored) {
    onRpc("crm.lead", "read", ({ args: [ids] }) =>
        ids.map((id) => ({ id, oplus_guidance: stored() })),
    );
}

export function defineGuidance() {
    defineMailModels();
    defineModels([Stage, Lead]);
}

/** Each tick is a step, and stored. */
export function storeTicks() {
    onRpc("crm.lead", "action_tick", ({ args: [ids, id, isDone] }) => {
        expect.step(`tick ${ids} ${id} ${isDone}`);
        return true;
    });
    answer(() => guide({ is_done: true }));
}
