import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatMonetary } from "@web/views/fields/formatters";
import {
    MonetaryField,
    monetaryField,
} from "@web/views/fields/monetary/monetary_field";

/** The field with the amount with tax: of `amount_due`, `oplus_amount_due_total`. */
function totalOf(name) {
    return `oplus_${name.replace(/^oplus_/, "")}_total`;
}

/** An untaxed amount that tells the same with tax when it is pointed at. */
export class MoneyField extends MonetaryField {
    static template = "opportunity_plus.MoneyField";

    get tooltip() {
        const total = this.props.record.data[totalOf(this.props.name)];
        return _t(
            "%s with tax",
            formatMonetary(total, { currencyId: this.currencyId }),
        );
    }
}

export const moneyField = {
    ...monetaryField,
    component: MoneyField,
    displayName: _t("Amount with Its Tax"),
    supportedTypes: ["monetary"],
    // sums of millions fit, and larger ones make the column wider
    listViewWidth: [126],
    fieldDependencies: ({ name }) => [
        { name: totalOf(name), type: "monetary", readonly: true },
        {
            name: "company_currency",
            type: "many2one",
            relation: "res.currency",
            readonly: true,
        },
    ],
};

registry.category("fields").add("money", moneyField);
