import { Component } from "@odoo/owl";

/** One of a few choices, each a button of its own. */
export class Toggles extends Component {
    static template = "opportunity_plus.Toggles";
    static props = {
        choose: Function,
        legend: String,
        name: String,
        options: {
            type: Array,
            element: {
                type: Object,
                shape: {
                    icon: { type: String, optional: true },
                    label: String,
                    value: [String, Number],
                },
            },
        },
        value: { type: [String, Number], optional: true },
    };
}
