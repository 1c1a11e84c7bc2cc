import { beforeEach, expect } from "@odoo/hoot";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { BOARD, defineOpportunities } from "../closing/closing_common";
import { CONDITIONS } from "../conditions/conditions_common";

export const DIALOG = ".modal .o_contact_log";
export const PROBLEM = `${DIALOG}_problem`;
export const SAVE = ".modal .o_contact_log_save";
export const FIRST_CARD = ".o_kanban_group:nth-child(1) .o_kanban_record";

export const LOG_BOARD = {
    ...BOARD,
    arch: `<kanban js_class="crm_kanban">
        ${CONDITIONS}
        <templates><t t-name="card">
            <field name="name"/>
            <widget name="call_customer"/>
            <widget name="log_contact"/>
        </t></templates>
    </kanban>`,
};

const KINDS = [
    { kind: "call", label: "Call", type_id: 2, icon: "fa-phone" },
    { kind: "visit", label: "Visit", type_id: 3, icon: "fa-users" },
    { kind: "message", label: "Message", type_id: 4, icon: "fa-envelope" },
];

function lead(id, name) {
    return {
        id,
        name,
        phone: "+66 2 123",
        stage_id: 1,
        stages: [
            { id: 1, name: "New", is_won: false, asks_reason: false, asks_more: false },
            {
                id: 2,
                name: "Offer",
                is_won: false,
                asks_reason: false,
                asks_more: false,
            },
        ],
        activities: [],
    };
}

/** What the server answers about Mango. */
export function choicesOfMango() {
    return {
        record: {
            id: 1,
            model: "crm.lead",
            name: "Mango",
            may_log: true,
            refusal: false,
        },
        partner: { id: 7, name: "Orchard", phone: false },
        kinds: KINDS,
        types: [
            { id: 2, name: "Call", icon: "fa-phone", next_date: "2026-11-30" },
            { id: 3, name: "Meeting", icon: "fa-users", next_date: "2026-11-30" },
        ],
        tomorrow: "2026-11-29",
        today: "2026-11-28",
        leads: [lead(1, "Mango")],
    };
}

/** What the server answers about a customer with two open opportunities. */
export function choicesOfOrchard() {
    const choices = choicesOfMango();
    choices.record = {
        ...choices.record,
        id: 7,
        model: "res.partner",
        name: "Orchard",
    };
    choices.leads.push(lead(2, "Durian"));
    return choices;
}

/** Only what differs from a call of now that reached somebody. */
function said(values) {
    const usual = { kind: "call", reached: true };
    return Object.entries(values)
        .filter(([name]) => !["context", "token"].includes(name))
        .filter(([name, value]) => value !== null && value !== (usual[name] ?? null))
        .map(([name, value]) => `${name}: ${value}`)
        .join(", ");
}

/** The server: each contact is a step; returns the tokens that it was sent. */
export function defineContacts(answer) {
    const tokens = [];
    defineOpportunities();
    beforeEach(() => {
        tokens.length = 0;
        mockDate("2026-11-28 10:00:00");
        onRpc("oplus_contact_choices", () => answer());
        const log = ({ args, kwargs, model }) => {
            tokens.push(kwargs.token);
            expect.step(`${model} ${args[0]}: ${said(kwargs)}`);
            const next = Boolean(kwargs.next_date) && 7;
            return { activity_id: 5, message_id: 6, next_activity_id: next };
        };
        onRpc("action_log_contact", log);
        onRpc("oplus_action_log_contact", log);
    });
    return tokens;
}

/** Opens the dialog by the button of the first card. */
export async function openFromCard() {
    await contains(`${FIRST_CARD} .o_log_contact`).click();
    await animationFrame();
}

/** Opens the dialog as a button of a view does. */
export async function openByAction(resModel, ...resIds) {
    getService("action").doAction(
        { type: "ir.actions.client", tag: "opportunity_plus_log_contact" },
        { additionalContext: { active_model: resModel, active_ids: resIds } },
    );
    await animationFrame();
    await animationFrame();
}

/** Chooses a toggle of the dialog. */
export async function choose(name, value) {
    await contains(`${DIALOG} label[for=contact_${name}_${value}]`).click();
}

export async function save() {
    await contains(SAVE).click();
}

export async function type(text, field = "note") {
    await contains(`${DIALOG}_${field}`).edit(text, { confirm: false });
}

/**
 * The next calls of the method fail, by default one, as without connection.
 *
 * @returns {string[]} the tokens that are sent
 */
export function failOnce(method, error = new ConnectionLostError("/web"), times = 1) {
    const sent = [];
    patchWithCleanup(getService("orm").constructor.prototype, {
        call(model, called, args, kwargs) {
            if (called === method && sent.push(kwargs?.token) <= times) {
                return Promise.reject(error);
            }
            return super.call(...arguments);
        },
    });
    return sent;
}
