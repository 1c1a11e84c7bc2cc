import { expect } from "@odoo/hoot";
import { contains, onRpc } from "@web/../tests/web_test_helpers";
import { FIELDS, Lead } from "../closing/closing_common";

const FORM = `<form js_class="opportunity_plus_stage_move">
        <group>
            <field name="name" required="True"/>
            <field name="stage_change_reason" required="True"/>
        </group>
        <footer>
            <button string="Move" special="save" class="btn-primary"/>
            <button string="Discard" special="cancel" class="btn-secondary"/>
        </footer>
    </form>`;

export const CONDITIONS = `${FIELDS}<field name="oplus_stages_with_conditions"/>`;

/** What the server answers if Mango lacks its name and a point of the checklist. */
export function lacking() {
    const field = (name, type) => ({ name, type, string: name });
    return {
        stage: "Offer",
        lacks: [
            {
                names: "Mango",
                fields: [{ name: "name", label: "Name" }],
                points: [7],
                documents: [],
            },
        ],
        hidden: [],
        points: [{ id: 7, name: "First call" }],
        asks_quotation: false,
        has_quotations: false,
        form: {
            arch: FORM,
            models: {
                "crm.lead": {
                    fields: {
                        id: field("id", "integer"),
                        name: field("name", "char"),
                        stage_change_reason: field("stage_change_reason", "text"),
                    },
                },
            },
        },
    };
}

/** Offer asks for a reason and has conditions; each call is a step. */
export function defineConditions(answer) {
    for (const record of Lead._records) {
        record.oplus_stages_with_conditions = record.oplus_stages_asking_reason;
    }
    onRpc("crm.lead", "oplus_stage_move_asks", ({ args }) => {
        expect.step(`asks ${JSON.stringify(args)}`);
        return answer();
    });
    onRpc("crm.lead", "oplus_stage_move", function ({ args, kwargs }) {
        const { values, checkpoint_ids, reason, override } = kwargs;
        const given = { values, checkpoint_ids, reason, override };
        expect.step(`move ${JSON.stringify(args)} ${JSON.stringify(given)}`);
        this.env["crm.lead"].write(args[0], { stage_id: args[1] });
        return true;
    });
    onRpc("crm.lead", "web_save", ({ args }) => {
        expect.step(`save ${JSON.stringify(args[1])}`);
    });
}

/** Fill in the dialog, tick its point and move. */
export async function complete() {
    await contains(".modal .o_field_widget[name=name] input").edit("Mango 2", {
        confirm: false,
    });
    await contains(".modal .o_field_widget[name=stage_change_reason] textarea").edit(
        "They called",
        { confirm: false },
    );
    await contains(".modal .form-check-input").click();
    await contains(".modal-footer .btn-primary").click();
}
