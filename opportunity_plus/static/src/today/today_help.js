import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";

/** Tells by which rule *Today* orders the opportunities. */
export class TodayHelp extends Component {
    static template = "opportunity_plus.TodayHelp";
    static components = { Dropdown };
    static props = {};
}
