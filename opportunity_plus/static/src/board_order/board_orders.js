import { user } from "@web/core/user";
import { FILTER_ORDERS, ORDERS } from "./orders";

const SETTING = "oplus_board_orders"; // field of res.users.settings

/**
 * The order of the cards of one board, which the user chooses and the server keeps.
 *
 * A board is a view of an action. While a filter brings an order along, it counts as
 * another board.
 */
export class BoardOrders {
    constructor({ actionId, viewId }, fields) {
        this.board = [actionId || 0, viewId || 0];
        this.fields = fields;
    }

    /** Returns the order that a filter brings along, if one does. */
    getFilterOrder(context) {
        return FILTER_ORDERS.find(({ key }) => context[key]);
    }

    getKey(context) {
        const filtered = this.getFilterOrder(context);
        return [...this.board, ...(filtered ? [filtered.name] : [])].join();
    }

    /** The orders whose fields the user may read. */
    get offered() {
        return ORDERS.filter(({ name }) => name in this.fields);
    }

    /** Returns the chosen order, undefined for that of the filter or Odoo. */
    getChosen(context) {
        const text = user.settings[SETTING]?.[this.getKey(context)];
        const [name, way] = String(text).split(" ");
        const chosen = this.offered.find((each) => each.name === name);
        return chosen && { ...chosen, asc: way === "asc" };
    }

    /** Returns the terms by which cards are sorted; none for the order of Odoo. */
    getTerms(context) {
        const chosen = this.getChosen(context);
        const terms = this.getFilterOrder(context)?.terms || [];
        return (chosen ? [chosen] : terms).filter(({ name }) => name in this.fields);
    }

    /**
     * Remembers a choice, here at once.
     *
     * @param {Object} context of the board
     * @param {{name: string, asc: boolean}} [chosen] none for the order of Odoo
     * @returns {Promise} done once the server knows it
     */
    choose(context, chosen) {
        const text = chosen ? `${chosen.name} ${chosen.asc ? "asc" : "desc"}` : false;
        const change = { [this.getKey(context)]: text };
        user.updateUserSettings(SETTING, { ...user.settings[SETTING], ...change });
        return user.setUserSettings(SETTING, change);
    }
}
