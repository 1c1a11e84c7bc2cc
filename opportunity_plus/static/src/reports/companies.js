import { user } from "@web/core/user";
import { sortBy } from "@web/core/utils/arrays";

/**
 * Work in the companies that an address asks for, so that its figures are those that
 * whoever sent it has seen; Odoo itself keeps them in a cookie.
 *
 * @param {string|number} [asked] ids of the companies, the current one first: "2-1-3"
 * @returns {boolean} whether they are others, and so the page is loaded again
 */
export function workInCompanies(asked) {
    const allowed = user.allowedCompanies.map(({ id }) => id);
    const [first, ...others] = String(asked ?? "")
        .split("-")
        .map(Number)
        .filter((id) => allowed.includes(id));
    const ids = [first, ...sortBy(others)];
    const active = user.activeCompanies.map(({ id }) => id);
    const isOther = Boolean(first) && String(ids) !== String(active);
    if (isOther) {
        user.activateCompanies(ids, { includeChildCompanies: false, reload: true });
    }
    return isOther;
}

/** The companies that the figures are of, for an address; none if there is only one. */
export function companiesAsked() {
    const isAlone = user.allowedCompanies.length < 2;
    const companies = user.activeCompanies.map(({ id }) => id).join("-");
    return isAlone ? {} : { companies };
}
