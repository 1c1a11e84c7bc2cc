import { beforeEach } from "@odoo/hoot";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineActions,
    defineModels,
    fields,
    getService,
    models,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

import "@opportunity_plus/status/status_page/status_page";

class Lead extends models.Model {
    _name = "crm.lead";
    name = fields.Char();
    _views = {
        list: `<list><field name="name"/></list>`,
        search: `<search><field name="name"/></search>`,
    };
}

const ACTIONS = [
    {
        id: 7,
        name: "Pipeline Status",
        path: "pipeline-status",
        tag: "opportunity_plus.pipeline_status",
        type: "ir.actions.client",
    },
    {
        id: 8,
        name: "Opportunities",
        res_model: "crm.lead",
        type: "ir.actions.act_window",
        views: [[false, "list"]],
        xml_id: "opportunity_plus.crm_lead_figure_action",
    },
];

/** Number, value and weighted value of a figure. */
export const sums = (count, value = 0, weighted = 0) => ({ count, value, weighted });
const TIMES = { mean_days: 4, median_days: 3, p90_days: 8, within_target: 0.5 };
const LATE = { ...TIMES, target_days: 2, within_target: 0.4 };

function getAnswer() {
    return {
        bottleneck: {
            leavers: 7,
            losses: 6,
            sentence: "New: 60 % of all losses happen here.",
            stage_id: 1,
        },
        currency_id: 1,
        exact_since: false,
        figures: {
            open: { all: sums(3, 300, 90), 1: sums(2, 200, 40), 2: sums(1, 100, 50) },
            stalled: { all: sums(1, 100, 20), 1: sums(1, 100, 20) },
            snoozed: { all: sums(0) },
            won: { all: sums(3, 600, 600) },
            lost: { all: sums(1, 50) },
            closed: { all: sums(4, 650, 600) },
            created: { all: sums(8, 1000, 700) },
            created_won: { all: sums(2, 500, 500) },
            created_open: { all: sums(5, 450, 200) },
            entered: { 1: sums(10, 1000), 2: sums(4) },
            advanced: { 1: sums(4, 200), 2: sums(1) },
            still_here: { 1: sums(3, 700), 2: sums(3) },
            lost_here: { 1: sums(3, 100) },
            leavers: { 1: sums(7), 2: sums(1) },
            losses: { 1: sums(6) },
            in_time: { 1: sums(2) },
        },
        rates: [],
        rates_date: "2026-03-11",
        stages: [
            { id: 1, name: "New", rate: 0.4, ...LATE },
            { id: 2, name: "Offer", rate: null, target_days: 0, ...TIMES },
        ],
        time_zone: "UTC",
        today: "2026-03-11",
    };
}

let answer;
let asked;

/** What the server answers; tests change it. */
export const answerOf = () => answer;
/** The arguments of the calls to the server. */
export const questions = () => asked;

/** The page and the answers of the server. */
export function defineStatus() {
    defineMailModels();
    defineModels([Lead]);
    defineActions(ACTIONS);
    beforeEach(() => {
        mockDate("2026-03-11 12:00:00", 0);
        answer = getAnswer();
        asked = [];
        onRpc("has_group", () => true);
        onRpc("crm.lead", "oplus_pipeline_status", ({ args }) => {
            asked.push(args);
            return answer;
        });
    });
}

/** Open the page in the web client. */
export async function openStatus(context = {}) {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ ...ACTIONS[0], context });
    await animationFrame();
    await animationFrame();
}
