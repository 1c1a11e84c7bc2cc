import { _t } from "@web/core/l10n/translation";

const DATES = [_t("Earliest first"), _t("Latest first")];
const NUMBERS = [_t("Lowest first"), _t("Highest first")];
const TIMES = [_t("Shortest first"), _t("Longest first")];

/**
 * By what the cards of a board can be sorted: the field, whether it begins with the
 * lowest value unless something else is chosen, and what both ways are called.
 */
export const ORDERS = [
    order("date_deadline", _t("Expected Closing"), true, DATES),
    order("expected_revenue", _t("Expected Revenue"), false, NUMBERS),
    order("prorated_revenue", _t("Weighted Revenue"), false, NUMBERS),
    order("probability", _t("Closing Rate"), false, NUMBERS),
    order("stage_deadline", _t("Time Left in Stage"), true, TIMES),
    order("silence_days", _t("Days of Silence"), false, TIMES),
    order("create_date", _t("Creation"), false, DATES),
    order("write_date", _t("Last Update"), false, DATES),
];

/**
 * Orders that come with a filter, in place of Odoo's: the key that the filter sets in the
 * context, a name, a label and terms.
 */
export const FILTER_ORDERS = [];

function order(name, label, asc, [upLabel, downLabel]) {
    return { name, label, asc, upLabel, downLabel };
}

/**
 * Translates terms to those of Odoo's lists: empty values last, then by id. Odoo's own
 * terms cannot say where empty values go, so one term has the text of all of them.
 */
export function toOrderBy(terms) {
    const parts = terms.map(({ name, asc }) => {
        // never empty, so that the database may use its index both ways
        const nulls = name === "create_date" ? "" : " NULLS LAST";
        return `${name} ${asc ? "ASC" : "DESC"}${nulls}`;
    });
    return [{ name: [...parts, "id"].join(", "), asc: false }];
}

/** Compares two cards as the server does; a negative number if the left is first. */
export function compareCards(terms, left, right) {
    for (const { name, asc } of terms) {
        const [value, other] = [left, right].map(({ data }) => data[name]?.valueOf());
        if (value === other) {
            continue;
        }
        if (isEmpty(value) || isEmpty(other)) {
            return isEmpty(value) - isEmpty(other);
        }
        return value < other === asc ? -1 : 1;
    }
    return right.resId - left.resId;
}

function isEmpty(value) {
    return value === false || value === undefined;
}
