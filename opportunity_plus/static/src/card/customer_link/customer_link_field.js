import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Many2One } from "@web/views/fields/many2one/many2one";
import {
    buildM2OFieldDescription,
    Many2OneField,
} from "@web/views/fields/many2one/many2one_field";

/**
 * Split a customer into one or two lines: the company and the contact there.
 *
 * Odoo names a contact of a company "Company, Contact", and a narrow card would show
 * only the beginning of that.
 */
export function splitCustomer(customer, contact) {
    const ending = `, ${contact}`;
    if (!contact || customer === contact) {
        return [customer];
    }
    if (customer.endsWith(ending)) {
        return [customer.slice(0, -ending.length), contact];
    }
    return [customer, contact];
}

class CustomerLink extends Many2One {
    static template = "opportunity_plus.CustomerLink";
    static props = {
        ...Many2One.props,
        contact: { type: [String, Boolean], optional: true },
    };

    get lines() {
        return splitCustomer(this.displayName, this.props.contact);
    }
}

/** A read-only link to a customer, with the contact there. */
export class CustomerLinkField extends Many2OneField {
    static template = "opportunity_plus.CustomerLinkField";
    static components = { CustomerLink };
}

registry.category("fields").add("customer_link", {
    ...buildM2OFieldDescription(CustomerLinkField),
    displayName: _t("Customer and Contact"),
    fieldDependencies: [{ name: "contact_name", type: "char" }],
});
