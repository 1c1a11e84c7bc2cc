import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import {
    dateField,
    DateTimeField,
    dateTimeField,
} from "@web/views/fields/datetime/datetime_field";

/**
 * A date or moment that a form requires. After an empty one was refused, Odoo's field
 * does not show the next one that is typed, unless it is created anew for it. It is not
 * for other values: what is being typed would be lost when the record is read again.
 */
export class TypedDateField extends Component {
    static template = "opportunity_plus.TypedDateField";
    static components = { DateTimeField };
    static props = DateTimeField.props;

    get key() {
        return this.props.record.data[this.props.name] ? "given" : "empty";
    }
}

const fields = registry.category("fields");
fields.add("typed_date", { ...dateField, component: TypedDateField });
fields.add("typed_datetime", { ...dateTimeField, component: TypedDateField });
