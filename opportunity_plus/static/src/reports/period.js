import {
    formatDate,
    getEndOfLocalWeek,
    getStartOfLocalWeek,
    today,
} from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";

const LABELS = {
    this_week: _t("This Week"),
    last_week: _t("Last Week"),
    this_month: _t("This Month"),
    last_month: _t("Last Month"),
    this_quarter: _t("This Quarter"),
    last_quarter: _t("Last Quarter"),
    this_year: _t("This Year"),
    last_year: _t("Last Year"),
};

/** Return today in the time zone of the company, in which the server counts days. */
export function todayOfCompany() {
    const zone = user.activeCompany?.opportunity_time_zone;
    const now = luxon.DateTime.now().setZone(zone);
    // the browser may not know the zone
    return zone && now.isValid ? now.startOf("day") : today();
}

/** Return a day, such as 2026-03-31, as its reader writes it. */
export const sayDay = (day) => formatDate(luxon.DateTime.fromISO(day));

function rangeOf(name) {
    const [which, unit] = name.split("_");
    const now = todayOfCompany();
    const day = which === "last" ? now.minus({ [unit]: 1 }) : now;
    return unit === "week"
        ? [getStartOfLocalWeek(day), getEndOfLocalWeek(day)]
        : [day.startOf(unit), day.endOf(unit)];
}

/** Return the first and last day of a period by its name, as texts. */
export function daysOf(name) {
    const [from, to] = rangeOf(name);
    return { from: from.toISODate(), to: to.toISODate() };
}

/** The periods to choose from: name, label, first and last day. */
export function getPeriods() {
    return Object.entries(LABELS).map(([name, label]) => ({
        name,
        label,
        ...daysOf(name),
    }));
}

/** Return the name of the period with these first and last days, if it has one. */
export function nameOf(from, to) {
    return getPeriods().find((one) => one.from === from && one.to === to)?.name;
}
