import { Component } from "@odoo/owl";
import { CheckboxItem } from "@web/core/dropdown/checkbox_item";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { _t } from "@web/core/l10n/translation";
import { BoardOrders } from "./board_orders";

/** Chooses the order of the cards, in the control panel of a board. */
export class BoardOrderMenu extends Component {
    static template = "opportunity_plus.BoardOrderMenu";
    static components = { CheckboxItem, Dropdown };
    static props = {
        orders: BoardOrders,
        context: Object,
        reload: Function,
    };

    get chosen() {
        return this.props.orders.getChosen(this.props.context);
    }

    get defaultLabel() {
        const filtered = this.props.orders.getFilterOrder(this.props.context);
        return filtered ? filtered.label : _t("Default Order");
    }

    get icon() {
        return this.chosen?.asc ? "fa-sort-amount-asc" : "fa-sort-amount-desc";
    }

    get label() {
        return this.chosen ? this.chosen.label : this.defaultLabel;
    }

    get tooltip() {
        if (!this.chosen) {
            return _t("Order of the cards: %s", this.label);
        }
        const { asc, label, upLabel, downLabel } = this.chosen;
        return _t("Order of the cards: %(order)s (%(way)s)", {
            order: label,
            way: asc ? upLabel : downLabel,
        });
    }

    async choose(chosen) {
        const saved = this.props.orders.choose(this.props.context, chosen);
        this.render();
        await Promise.all([saved, this.props.reload()]);
    }
}
