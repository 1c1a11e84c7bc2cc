import { toRaw } from "@odoo/owl";
import { checkRainbowmanMessage } from "@crm/views/check_rainbowman_message";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { ContactChoices } from "./contact_choices";
import { ContactLogDialog } from "./contact_log_dialog";

// customers whose opportunities the server is being asked for
const inQuestion = new WeakSet();

/**
 * Opens the dialog *Log a Contact*.
 *
 * @param {Object} env
 * @param {{resModel: string, resId: number, name?: string, choices?: Object}} whose an
 *  opportunity or a customer; what the server has answered about it, if it was asked
 * @param {"call"|"visit"|"message"} [kind]
 * @returns {Promise<false|Object>} false if it was discarded; else `isMoved`: whether
 *  the opportunity has moved to another stage
 */
export async function openContactLog({ services }, whose, kind = "call") {
    const { dialog, effect, notification, orm } = services;
    const logged = await new Promise((resolve) => {
        let before = false;
        const onLoggedBefore = (told) => (before = told);
        const props = { ...whose, kind, onLogged: resolve, onLoggedBefore };
        dialog.add(ContactLogDialog, props, { onClose: () => resolve(before) });
    });
    if (logged) {
        notification.add(logged.next, { title: logged.title, type: "success" });
    }
    if (logged.isWon) {
        await checkRainbowmanMessage(orm, effect, logged.leadId);
    }
    return logged;
}

/** What the button *Log a Contact* does; what shows the button then loads again. */
async function logContact(env, { context }) {
    const { active_model: resModel, active_ids: resIds } = context;
    if (resIds?.length !== 1) {
        const message = _t("Select one opportunity to log a contact.");
        env.services.notification.add(message, { type: "warning" });
        return undefined;
    }
    const logged = await openContactLog(env, { resModel, resId: resIds[0] });
    return logged ? { type: "ir.actions.act_window_close" } : undefined;
}

registry.category("actions").add("opportunity_plus_log_contact", logContact);

/** Shows what has changed by a contact, where the user was. */
async function refresh(env, record, { isMoved }) {
    const { model, resId: id, resModel } = record;
    if (record.id !== model.root.id) {
        await (isMoved ? model.load() : record.load());
        return;
    }
    // what was typed on the form is saved with it, and stays if it cannot be saved
    await ((await record.isDirty()) ? record.save() : model.load());
    env.bus.trigger("MAIL:RELOAD-THREAD", { model: resModel, id });
}

/** Logs a contact of a record that is on a card or on a form. */
export async function logOnRecord(env, record, kind, choices) {
    const { data, resId, resModel } = record;
    const whose = { resModel, resId, name: data.name || "", choices };
    const logged = await openContactLog(env, whose, kind);
    if (logged) {
        await refresh(env, record, logged);
    }
}

/**
 * Whether contacts are logged on this record: an open opportunity that is stored and
 * that the user may change.
 */
export function isLoggable({ data, resId, resModel }) {
    return (
        resModel === "crm.lead" &&
        Boolean(resId) &&
        data.won_status === "pending" &&
        data.active !== false &&
        data.type !== "lead" &&
        data.oplus_can_write !== false
    );
}

/**
 * Whether it is the page of a customer with the button *Log a Contact*: that of users who
 * sell, who alone see how many opportunities the customer has. The figure says nothing: it
 * leaves out those of the company, and counts what is closed.
 */
function isOfCustomer({ data, resId, resModel }) {
    return resModel === "res.partner" && Boolean(resId) && "opportunity_count" in data;
}

/** What the server says about a customer; undefined without a connection. */
async function askForChoices({ services }, { resId, resModel }) {
    try {
        const { silent } = services.orm;
        return await silent.call(resModel, "oplus_contact_choices", [[resId]]);
    } catch (error) {
        if (error instanceof ConnectionLostError) {
            return undefined;
        }
        throw error;
    }
}

/** Logs a call to a customer, unless the server says that nothing is open. */
async function logCustomerCall(env, record) {
    const choices = await askForChoices(env, record);
    const { leads, refusal } = new ContactChoices(choices);
    if (!choices || (leads.length && !refusal)) {
        await logOnRecord(env, record, "call", choices);
    }
}

/** Logs the call that a phone number has begun, of an opportunity or a customer. */
export async function logCall(env, record) {
    const tapped = toRaw(record);
    if (isLoggable(record)) {
        await logOnRecord(env, record, "call");
    } else if (isOfCustomer(record) && !inQuestion.has(tapped)) {
        inQuestion.add(tapped);
        try {
            await logCustomerCall(env, record);
        } finally {
            inQuestion.delete(tapped);
        }
    }
}
