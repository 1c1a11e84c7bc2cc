import { user } from "@web/core/user";
import { ORDERS, TODAY } from "./orders";

const SETTING = "oplus_board_orders"; // field of res.users.settings

/**
 * The order of the cards of one board, which the user chooses and the server keeps.
 *
 * A board is a view of an action. While it shows *Today* it counts as another board,
 * which has an order of its own.
 */
export class BoardOrders {
    constructor({ actionId, viewId }, fields) {
        this.board = [actionId || 0, viewId || 0];
        this.fields = fields;
    }

    getKey({ oplus_today: isToday }) {
        return [...this.board, ...(isToday ? ["today"] : [])].join();
    }

    /** The orders whose fields the user may read. */
    get offered() {
        return ORDERS.filter(({ name }) => name in this.fields);
    }

    /** Returns the chosen order, undefined for that of Odoo or of *Today*. */
    getChosen(context) {
        const text = user.settings[SETTING]?.[this.getKey(context)];
        const [name, way] = String(text).split(" ");
        const chosen = this.offered.find((each) => each.name === name);
        return chosen && { ...chosen, asc: way === "asc" };
    }

    /** Returns the terms by which cards are sorted; none for the order of Odoo. */
    getTerms(context) {
        const chosen = this.getChosen(context);
        const terms = context.oplus_today ? TODAY : [];
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
