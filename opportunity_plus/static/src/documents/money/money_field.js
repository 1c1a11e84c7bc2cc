import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatMonetary } from "@web/views/fields/formatters";
import {
    MonetaryField,
    monetaryField,
} from "@web/views/fields/monetary/monetary_field";

/** The field for the amount with tax: `oplus_amount_due_total` for `amount_due`. */
function totalOf(name) {
    return `oplus_${name.replace(/^oplus_/, "")}_total`;
}

/**
 * An untaxed amount with a tooltip that shows the same amount with tax. With the option
 * `show_total`, the amount with tax is in small print below it, unless it is 0.
 */
export class MoneyField extends MonetaryField {
    static template = "opportunity_plus.MoneyField";
    static props = {
        ...MonetaryField.props,
        hasTotal: { type: Boolean, optional: true },
    };

    get total() {
        return this.props.record.data[totalOf(this.props.name)];
    }

    get withTax() {
        return _t(
            "%s with tax",
            formatMonetary(this.total, { currencyId: this.currencyId }),
        );
    }
}

export const moneyField = {
    ...monetaryField,
    component: MoneyField,
    displayName: _t("Amount with Its Tax"),
    supportedTypes: ["monetary"],
    extractProps: (fieldInfo, dynamicInfo) => ({
        ...monetaryField.extractProps(fieldInfo, dynamicInfo),
        hasTotal: Boolean(fieldInfo.options.show_total),
    }),
    // wide enough for millions; larger amounts widen the column
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
