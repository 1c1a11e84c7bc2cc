import { Component } from "@odoo/owl";

/** How the figures come about, and the rates that they were converted by. */
export class ReportNotes extends Component {
    static template = "opportunity_plus.ReportNotes";
    static props = { rates: Array, rules: Array };
}
