import { formatFloat, formatMonetary } from "@web/views/fields/formatters";

/** An amount to the cent; ``signed`` puts a plus before what was added. */
export function formatMoney(value, currencyId, { signed = false } = {}) {
    const plus = signed && value > 0 ? "+" : "";
    return plus + formatMonetary(value, { currencyId });
}

/** An amount in as few characters as a bar has room for, without currency. */
export function formatShort(value, { signed = false } = {}) {
    const plus = signed && value > 0 ? "+" : "";
    const isLarge = Math.abs(value) >= 1000;
    const options = isLarge
        ? { humanReadable: true, decimals: 1, minDigits: 1 }
        : { digits: [0, Number.isInteger(value) ? 0 : 2] };
    return plus + formatFloat(value, options);
}

/** A part of a whole in percent; nothing if the whole is 0. */
export function formatPart(part, whole, { signed = false } = {}) {
    if (!whole) {
        return "";
    }
    const percent = (100 * part) / Math.abs(whole);
    const plus = signed && percent > 0 ? "+" : "";
    return `${plus}${formatFloat(percent, { digits: [0, 1] })} %`;
}
