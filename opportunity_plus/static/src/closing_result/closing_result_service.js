import { reactive } from "@odoo/owl";
import { rpcBus } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { ClosingResults } from "./closing_results";
import { mayHaveClosed } from "./closing_watch";

const MOST_CARDS = 3;
const SLACK_SECONDS = 1;

/**
 * Tells on the screen what was won or lost, whatever closed it: a button, a card that
 * was dragged, the status bar, a list, a dialog.
 *
 * It listens to the answers of the server, so that no view has to know of it. The
 * server says what the user has closed since the call began, and what may be undone.
 */
class ClosingTeller {
    constructor({ action, orm, overlay }) {
        Object.assign(this, { action, orm, overlay });
        this.cards = reactive([]);
        this.begun = new Map();
        this.lastNumber = 0;
        this.remove = null;
    }

    onRequest({ id, params }) {
        const model = params?.model || "";
        if (model.startsWith("crm.lead") || model === "sale.order") {
            this.begun.set(id, Date.now());
        }
    }

    onResponse({ id, params }, error, result) {
        const since = this.begun.get(id);
        this.begun.delete(id);
        if (since && !error && mayHaveClosed(params, result)) {
            this.ask(Math.ceil((Date.now() - since) / 1000) + SLACK_SECONDS);
        }
    }

    async ask(seconds) {
        const found = await this.fetch(seconds);
        // an answer that was overtaken by another one tells nothing new
        const fresh = found.filter(({ number }) => number > this.lastNumber);
        if (fresh.length) {
            this.lastNumber = Math.max(...fresh.map(({ number }) => number));
            const keyed = (one) => ({ ...one, key: `${one.outcome}${one.number}` });
            this.show(fresh.map(keyed));
        }
    }

    /** It is a message alone: what was closed is closed, whether it is told or not. */
    async fetch(seconds) {
        const method = "oplus_recent_closings";
        const kwargs = { after: this.lastNumber };
        try {
            return await this.orm.silent.call("crm.lead", method, [seconds], kwargs);
        } catch {
            return [];
        }
    }

    show(found) {
        this.cards.push(...found);
        this.cards.splice(0, Math.max(0, this.cards.length - MOST_CARDS));
        this.remove ||= this.overlay.add(ClosingResults, {
            cards: this.cards,
            close: (card) => this.close(card),
            act: (card, method) => this.act(card, method),
        });
    }

    close(card) {
        const index = this.cards.findIndex(({ key }) => key === card.key);
        if (index >= 0) {
            this.cards.splice(index, 1);
        }
        if (!this.cards.length) {
            this.remove?.();
            this.remove = null;
        }
    }

    async act(card, method) {
        this.close(card);
        const { ids, undo_ids: undoIds } = card;
        if (method === "undo") {
            const undo = "oplus_action_undo_closing";
            const answer = await this.orm.call("crm.lead", undo, [undoIds]);
            return this.action.doAction(answer);
        }
        if (method === "show") {
            return this.action.doAction(showing(card));
        }
        return this.action.doActionButton({
            type: "object",
            name: method,
            resModel: "crm.lead",
            resId: ids[0],
            context: {},
        });
    }
}

/** The action that opens what was closed. */
function showing({ ids, title }) {
    const form = [false, "form"];
    const one = ids.length === 1;
    return {
        type: "ir.actions.act_window",
        name: title,
        res_model: "crm.lead",
        res_id: one && ids[0],
        domain: [["id", "in", ids]],
        context: { active_test: false },
        views: one ? [form] : [[false, "list"], form],
    };
}

export const closingResultService = {
    dependencies: ["action", "orm", "overlay"],

    start(env, services) {
        const teller = new ClosingTeller(services);
        rpcBus.addEventListener("RPC:REQUEST", ({ detail }) =>
            teller.onRequest(detail.data),
        );
        rpcBus.addEventListener("RPC:RESPONSE", ({ detail }) =>
            teller.onResponse(detail.data, detail.error, detail.result),
        );
    },
};

registry.category("services").add("opportunity_closing_result", closingResultService);
