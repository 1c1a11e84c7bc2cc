import { Component } from "@odoo/owl";

/** How the figures come about, and the rates that they were converted by. */
export class BridgeNotes extends Component {
    static template = "opportunity_plus.BridgeNotes";
    static props = { rates: Array, rules: Array };
}
