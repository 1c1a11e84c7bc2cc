import { patch } from "@web/core/utils/patch";
import { RelationalModel } from "@web/model/relational_model/relational_model";

const { DateTime } = luxon;
const YEARS_AHEAD = 543;
const YEARS_AT_MOST = 50;

/** The date that is meant, which is 543 years earlier if its year is a Buddhist one. */
export function meantDate(date) {
    const year = date.year - YEARS_AHEAD;
    const isMeant = Math.abs(year - DateTime.now().year) <= YEARS_AT_MOST;
    return isMeant ? date.set({ year }) : date;
}

/**
 * In Thai, Odoo shows a date with the year of the Buddhist era and takes it with that of
 * the common era. On the screens of the pipeline both can be entered.
 */
patch(RelationalModel.Record.prototype, {
    update(changes, ...others) {
        if (!this.resModel.startsWith("crm.")) {
            return super.update(...arguments);
        }
        const meant = Object.entries(changes).map(([name, value]) => [
            name,
            value instanceof DateTime ? meantDate(value) : value,
        ]);
        return super.update(Object.fromEntries(meant), ...others);
    },
});
