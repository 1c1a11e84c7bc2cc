import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Many2One } from "@web/views/fields/many2one/many2one";
import {
    buildM2OFieldDescription,
    Many2OneField,
} from "@web/views/fields/many2one/many2one_field";

/**
 * The two lines of a customer and of the person there, of whom one may be missing.
 *
 * Odoo names a contact of a company "Company, Contact", of which a narrow card would
 * show the beginning only.
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

/** A customer and the contact there, as a link to them; nothing to choose one with. */
export class CustomerLinkField extends Many2OneField {
    static template = "opportunity_plus.CustomerLinkField";
    static components = { CustomerLink };
}

registry.category("fields").add("customer_link", {
    ...buildM2OFieldDescription(CustomerLinkField),
    displayName: _t("Customer and Contact"),
    fieldDependencies: [{ name: "contact_name", type: "char" }],
});
