import { _t } from "@web/core/l10n/translation";

import { todayOfCompany } from "@opportunity_plus/reports/period";

const { DateTime } = luxon;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAYS = ["from", "to", "closing_from", "closing_until"];

/** Leave out of an address what is no text, and days that are written otherwise. */
export function textsOf(kept) {
    const isPlain = ([name, value]) =>
        typeof value === "string" &&
        (!DAYS.includes(name) || value === "" || DAY.test(value));
    return Object.fromEntries(Object.entries(kept).filter(isPlain));
}

/**
 * The day before, as text: a period opens with what there was at its end.
 *
 * The first day of a far year stays: the server complains of the year that was typed.
 */
export function dayBefore(day) {
    const date = DateTime.fromISO(day);
    const isFar = date.year > DateTime.now().year + 50;
    return date.minus({ days: isFar ? 0 : 1 }).toISODate();
}

/** The last day of the quarter of a day, as text. */
export function endOfQuarter(day) {
    return DateTime.fromISO(day).endOf("quarter").toISODate();
}

/** The closing window that was chosen, as the server takes it. */
export function closingWindow({ window, to, closing_from, closing_until }) {
    if (window === "quarter") {
        return { closing_from: false, closing_until: endOfQuarter(to) };
    }
    const isCustom = window === "custom";
    return {
        closing_from: (isCustom && closing_from) || false,
        closing_until: (isCustom && closing_until) || false,
    };
}

/** Why there is no such closing window; empty if there is. */
export function windowFault({ window, closing_from, closing_until }) {
    const isReversed = closing_from && closing_until && closing_from > closing_until;
    return window === "custom" && isReversed
        ? _t("The closing window ends before it begins. Choose a later last day.")
        : "";
}

const UNITS = [
    ["week", _t("End of Last Week")],
    ["month", _t("End of Last Month")],
    ["quarter", _t("End of Last Quarter")],
    ["year", _t("End of Last Year")],
];

/** Days to choose from: today, and the ends of what is over. */
export function proposedDays(today) {
    const ends = UNITS.map(([unit, label]) => {
        const start = today.startOf(unit, { useLocaleWeeks: true });
        return { label, day: start.minus({ days: 1 }).toISODate() };
    });
    return [{ label: _t("Today"), day: today.toISODate() }, ...ends];
}

/** Return days that are not to come: a single day is one only if somebody chooses it. */
export function withoutFuture({ from, to }) {
    const today = todayOfCompany().toISODate();
    return { from: from < today ? from : today, to: to < today ? to : today };
}
