import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError, rpcBus } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { ClosingResults, isOver } from "./closing_results";
import { mayHaveClosed } from "./closing_watch";

// more stay only as long as each can be undone
const MOST_CARDS = 3;
// more than anybody closes one by one in a minute
const MOST_TOLD = 1000;
// longer than any call: what a slow or lost answer left untold is told with the next one
const MOST_SECONDS = 60;
// a page that a link in an e-mail opens: the link has closed it before
const LOADING_SECONDS = 15;
// Odoo's rainbow covers the page, and would take the click on Undo
const ABOVE_THE_RAINBOW = { sequence: 60 };
const OPPORTUNITY = /\/crm\.lead\/\d+/;

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
        this.begun = new Set();
        this.started = Date.now();
        this.told = new Set();
        this.remove = null;
        // seconds before the start that count as well
        this.loaded = 0;
    }

    onRequest({ id, params }) {
        const model = params?.model || "";
        if (model.startsWith("crm.lead") || model === "sale.order") {
            this.begun.add(id);
        }
    }

    onResponse({ id, params }, error, result) {
        const isOurs = this.begun.delete(id);
        if (isOurs && !error && mayHaveClosed(params, result)) {
            this.ask();
        }
    }

    /** Shows what was closed since the screen was opened and is not told yet. */
    ask() {
        const since = Math.ceil((Date.now() - this.started) / 1000) + 1;
        return this.tell(since + this.loaded);
    }

    /** Shows what a link in an e-mail has closed, which leads to the opportunity. */
    askAtStart() {
        if (OPPORTUNITY.test(browser.location.pathname)) {
            this.loaded = LOADING_SECONDS;
            void this.ask();
        }
    }

    async tell(seconds) {
        const asked = Date.now();
        const found = await this.fetch(Math.min(MOST_SECONDS, seconds));
        // two answers may tell of the same
        const fresh = found.filter(
            ({ numbers }) => !numbers.every((number) => this.told.has(number)),
        );
        for (const { numbers } of fresh) {
            numbers.forEach((number) => this.told.add(number));
        }
        if (fresh.length) {
            this.show(fresh.map((one) => ({ ...one, ...clockOf(one, asked) })));
        }
    }

    /** It is a message alone: what was closed is closed, whether it is told or not. */
    async fetch(seconds) {
        const method = "oplus_recent_closings";
        const kwargs = { told: [...this.told].slice(-MOST_TOLD) };
        try {
            return await this.orm.silent.call("crm.lead", method, [seconds], kwargs);
        } catch {
            return [];
        }
    }

    show(found) {
        this.cards.push(...found);
        const surplus = Math.max(0, this.cards.length - MOST_CARDS);
        const over = this.cards.filter(isOver).slice(0, surplus);
        over.forEach((card) => this.close(card));
        const props = {
            cards: this.cards,
            close: (card) => this.close(card),
            act: (card, method) => this.act(card, method),
        };
        this.remove ||= this.overlay.add(ClosingResults, props, ABOVE_THE_RAINBOW);
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

    /** Undoes the closing. Without a network it can be tried again. */
    async undo(card) {
        let answer;
        try {
            const method = "oplus_action_undo_closing";
            answer = await this.orm.call("crm.lead", method, [card.undo_ids]);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                this.close(card);
            }
            throw error;
        }
        this.close(card);
        return this.action.doAction(answer);
    }

    async act(card, method) {
        if (method === "undo") {
            return this.undo(card);
        }
        this.close(card);
        const { ids } = card;
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

/** What tells a card from others, and its time. */
function clockOf({ numbers, undo_seconds: seconds }, asked) {
    const undoUntil = asked + seconds * 1000;
    return { key: numbers.join(), elapsed: 0, isLate: false, undoUntil };
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
        teller.askAtStart();
        rpcBus.addEventListener("RPC:REQUEST", ({ detail }) =>
            teller.onRequest(detail.data),
        );
        rpcBus.addEventListener("RPC:RESPONSE", ({ detail }) =>
            teller.onResponse(detail.data, detail.error, detail.result),
        );
    },
};

registry.category("services").add("opportunity_closing_result", closingResultService);
