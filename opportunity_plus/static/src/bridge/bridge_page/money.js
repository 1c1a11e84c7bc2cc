import { formatFloat, formatMonetary } from "@web/views/fields/formatters";

/** What stands before a number, and before its currency. */
function signOf(value, signed) {
    if (value < 0) {
        return "-";
    }
    return signed && value > 0 ? "+" : "";
}

/** An amount to the cent; ``signed`` puts a plus before what was added. */
export function formatMoney(value, currencyId, { signed = false } = {}) {
    return signOf(value, signed) + formatMonetary(Math.abs(value), { currencyId });
}

/** An amount in as few characters as a bar has room for, without currency. */
export function formatShort(value, { signed = false } = {}) {
    const size = Math.abs(value);
    const isLarge = size >= 1000;
    const options = isLarge
        ? { humanReadable: true, decimals: 1, minDigits: 1 }
        : { digits: [0, Number.isInteger(value) ? 0 : 2] };
    return signOf(value, signed) + formatFloat(size, options);
}

/** A part of a whole in percent; nothing if the whole is 0. */
export function formatPart(part, whole, { signed = false } = {}) {
    if (!whole) {
        return "";
    }
    const percent = formatFloat(Math.abs((100 * part) / whole), { digits: [0, 1] });
    return `${signOf(part, signed)}${percent}%`;
}
