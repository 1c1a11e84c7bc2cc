import { patch } from "@web/core/utils/patch";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { MonetaryField } from "@web/views/fields/monetary/monetary_field";
import { InvalidNumberError } from "@web/views/fields/parsers";

const REVENUE = "expected_revenue";

function isAskedFor(record, name = REVENUE) {
    return (
        record.resModel === "crm.lead" &&
        name === REVENUE &&
        name in record.activeFields &&
        record._isRequired(name)
    );
}

/** Whether a value is asked for: in a list of several, by any that is to get it. */
function isAskedTogether(record, name) {
    const { multiEdit, root } = record.model;
    const edited = multiEdit && record.selected ? root.selection : [record];
    return edited.some((one) => isAskedFor(one, name));
}

/** Whether a new opportunity has no revenue yet; for Odoo a number is never empty. */
function isUntold(record) {
    return (
        record.isNew &&
        !record.data[REVENUE] &&
        !record.oplusTyped.has(REVENUE) &&
        !(`default_${REVENUE}` in record.context)
    );
}

/** Whether saving will set the revenue to the total of the products. */
function isToldByProducts({ data }) {
    return data.product_line_ids?.count > 0 && !data.oplus_is_product_total_unused;
}

function isLackingRevenue(record) {
    return (
        isAskedFor(record) &&
        isUntold(record) &&
        !isToldByProducts(record) &&
        !record._isInvisible(REVENUE)
    );
}

/**
 * The expected revenue of an opportunity, where a form requires it: it starts empty,
 * leaving or making it empty is refused, and 0 is accepted if the user types it.
 */
patch(MonetaryField.prototype, {
    get inputOptions() {
        const options = super.inputOptions;
        return { ...options, parse: (text) => this.parseOplus(text, options.parse) };
    },

    parseOplus(text, parse) {
        const { name, record } = this.props;
        if (!isAskedTogether(record, name)) {
            return parse(text);
        }
        if (!/\d/.test(text)) {
            throw new InvalidNumberError(`"${text}" is not a correct number`);
        }
        const value = parse(text);
        // typing 0 does not change the value, but counts as entered
        record.oplusTyped.add(name);
        record.dirty = record.dirty || record.isNew;
        return value;
    },

    get formattedValue() {
        const { name, readonly, record } = this.props;
        if (!readonly && isAskedFor(record, name) && isUntold(record)) {
            return "";
        }
        return super.formattedValue;
    },
});

patch(RelationalModel.Record.prototype, {
    _checkValidity({ removeInvalidOnly, silent } = {}) {
        const isLacking = isLackingRevenue(this);
        if (silent) {
            return super._checkValidity(...arguments) && !isLacking;
        }
        this._markOplusRevenue(isLacking, removeInvalidOnly);
        return super._checkValidity(...arguments);
    },

    /** Distinguish a missing revenue from a value that the field itself refuses. */
    _markOplusRevenue(isLacking, removeInvalidOnly) {
        if (!isLacking && this.isOplusRevenueMarked) {
            this.isOplusRevenueMarked = false;
            this._invalidFields.delete(REVENUE);
        } else if (isLacking && !removeInvalidOnly) {
            this.isOplusRevenueMarked = true;
            this._invalidFields.add(REVENUE);
        }
    },
});
