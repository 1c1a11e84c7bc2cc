import { Component } from "@odoo/owl";

import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";

/** One of a few values, each with a label and a hint that explains it. */
export class Choice extends Component {
    static template = "opportunity_plus.Choice";
    static components = { Dropdown, DropdownItem };
    static props = {
        label: String,
        options: Array,
        value: String,
        onChange: Function,
    };

    get chosen() {
        return this.props.options.find(({ value }) => value === this.props.value);
    }
}
