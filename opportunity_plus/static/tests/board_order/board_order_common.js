import { beforeEach, expect } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import {
    contains,
    fields,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { user } from "@web/core/user";
import { BOARD, defineOpportunities, FIELDS, Lead } from "../closing/closing_common";

/** A column of three opportunities and one of two, whose order can be chosen. */
export function defineBoard() {
    defineOpportunities();
    beforeEach(() => {
        Lead._fields.expected_revenue = fields.Float();
        Lead._fields.date_deadline = fields.Date();
        Lead._fields.oplus_attention = fields.Selection({
            selection: [
                ["1_overdue", "Overdue"],
                ["7_no_step", "No step"],
            ],
        });
        const facts = { active: true, won_status: "pending" };
        Lead._records = [
            lead(1, "Mango", 1, 30, "2026-05-01"),
            lead(2, "Durian", 1, 10, false),
            lead(3, "Papaya", 1, 20, "2026-04-01"),
            lead(4, "Longan", 2, 25, "2026-04-15"),
            lead(5, "Lychee", 2, 15, "2026-06-01"),
        ].map((record) => ({ ...facts, ...record }));
    });
}

function lead(id, name, stage_id, expected_revenue, date_deadline) {
    return { id, name, stage_id, expected_revenue, date_deadline };
}

/** The settings of the user, with what is sent to the server as steps. */
export function mockSettings(settings = {}) {
    patchWithCleanup(user, {
        get settings() {
            return settings;
        },
        updateUserSettings(key, value) {
            settings[key] = value;
        },
        async setUserSettings(key, value) {
            expect.step(`${key} ${JSON.stringify(value)}`);
        },
    });
}

/** Each request for cards is a step: its method and order. */
export function stepReads() {
    onRpc("crm.lead", "web_read_group", ({ kwargs }) =>
        expect.step(`groups ${kwargs.order}`),
    );
    onRpc("crm.lead", "web_search_read", ({ kwargs }) =>
        expect.step(`cards ${kwargs.order}`),
    );
}

export function openBoard({ fieldNodes = "", ...params } = {}, attributes = "") {
    const arch = BOARD.arch
        .replace(FIELDS, FIELDS + fieldNodes)
        .replace("<kanban ", `<kanban ${attributes} `);
    return mountView({ ...BOARD, arch, config: { actionId: 7 }, ...params });
}

export async function choose(label) {
    await contains(".o_board_order").click();
    await contains(`.o_board_order_menu .o_menu_item:contains("${label}")`).click();
}

export const column = (number) =>
    queryAllTexts(`.o_kanban_group:nth-child(${number}) .o_kanban_record`);
