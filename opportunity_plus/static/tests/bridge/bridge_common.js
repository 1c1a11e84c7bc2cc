import { beforeEach } from "@odoo/hoot";
import { mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    getService,
    mockService,
    models,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { omit } from "@web/core/utils/objects";
import { WebClient } from "@web/webclient/webclient";

import "@opportunity_plus/bridge/bridge_page/bridge_action";
import { MOVEMENTS } from "@opportunity_plus/bridge/bridge_page/movements";

/** A figure for each movement: nothing, but for those that are said. */
export function figures(said) {
    return Object.fromEntries(
        MOVEMENTS.map(({ name }) => {
            const [count, value] = said[name] || [0, 0];
            return [name, { count, value }];
        }),
    );
}

export const TOTAL = figures({
    opening: [4, 300],
    new: [2, 150],
    decreased: [1, -50],
    slipped: [1, 0],
    won: [1, -100],
    lost: [1, -100.25],
    closing: [3, 199.75],
});
export const NOTHING = figures({});

const FACTS = {
    today: "2026-11-18",
    time_zone: "Asia/Bangkok",
    currency_id: 1,
    recorded_since: "2025-03-01",
    exact_since: "2025-03-01",
    rates: [],
};
const GROUPS = [
    {
        values: [1],
        labels: ["New"],
        ...figures({
            opening: [4, 300],
            reassigned_out: [1, -30],
            closing: [3, 270],
        }),
    },
    {
        values: [false],
        labels: [false],
        ...figures({ reassigned_in: [1, 30], closing: [1, 30] }),
    },
];

class Stage extends models.Model {
    _name = "crm.stage";
    name = fields.Char();
    _records = [{ id: 1, name: "New" }];
}

class Revision extends models.Model {
    _name = "crm.lead.revision";
    lead_name = fields.Char();
    stage_id = fields.Many2one({ relation: "crm.stage" });
    date_deadline = fields.Date();
    _views = {
        search: `<search>
            <field name="lead_name"/>
            <filter name="soon" string="Soon" domain="[('lead_name', '=', 'Soon')]"/>
            <filter name="group_by_stage" string="Stage" context="{'group_by': 'stage_id'}"/>
        </search>`,
    };
}

export const ACTION = {
    id: 7,
    name: "Pipeline Over Time",
    path: "pipeline-over-time",
    tag: "opportunity_pipeline_bridge",
    type: "ir.actions.client",
};

let asked;
let changed;

/** The calls to the server: method and arguments. */
export const calls = () => asked;
export const lastCall = () => asked.at(-1);

/** Let the server answer otherwise. */
export function answerWith(changes) {
    changed = changes;
}

/** The answers of the server for the page. */
export function defineBridge() {
    defineMailModels();
    defineModels([Stage, Revision]);
    beforeEach(() => {
        asked = [];
        changed = {};
        mockDate("2026-11-18 10:00:00");
        onRpc("has_group", () => true);
        onRpc("crm.lead.revision", "bridge_page", (call) => {
            const { date_from, date_to, group_by } = note(call);
            const groups = group_by.length ? GROUPS : [];
            return { ...FACTS, date_from, date_to, total: TOTAL, groups, ...changed };
        });
        onRpc("crm.lead.revision", "pipeline_page", (call) => {
            const { date, group_by } = note(call);
            const sums = { count: 4, expected_revenue: 300, weighted_revenue: 90 };
            const groups = group_by.length
                ? [{ values: [1], labels: ["New"], ...sums }]
                : [];
            return { ...FACTS, date, total: sums, groups, ...changed };
        });
        for (const method of ["bridge_records", "pipeline_records"]) {
            onRpc("crm.lead.revision", method, (call) => {
                note(call);
                const domain = [["id", "in", [8, 9]]];
                return { domain, lead_ids: [5], missing: 1, count: 2 };
            });
        }
    });
}

function note({ method, kwargs }) {
    const question = omit(kwargs, "context");
    asked.push([method, question]);
    return question;
}

/** Note the actions that are opened from now on, and open none. */
export function catchActions() {
    const opened = [];
    mockService("action", {
        loadAction: async (id) => ({ id, type: "ir.actions.act_window" }),
        doAction: (action) => opened.push(action),
    });
    return opened;
}

/** Open the page in the web client, as the menu or an address does. */
export async function openBridge(context = {}) {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ ...ACTION, context });
}
