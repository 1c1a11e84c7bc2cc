import { getCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/views/fields/formatters";
import { sayDay } from "./period";

function rateNote({ currency_id, rate, date, is_missing }, target) {
    const said = {
        currency: getCurrency(currency_id)?.name || String(currency_id),
        rate: formatFloat(rate, { digits: [0, 6], trailingZeros: false }),
        target: getCurrency(target)?.name || "",
        date: date ? sayDay(date) : "",
    };
    return is_missing
        ? _t(
              "1 %(currency)s = %(rate)s %(target)s: there is no rate up to that day; the next one counts, or 1 if there is none.",
              said,
          )
        : _t("1 %(currency)s = %(rate)s %(target)s, rate of %(date)s", said);
}

/** By which rates amounts were converted. */
export function rateNotes({ rates, currency_id }) {
    return rates.map((rate) => rateNote(rate, currency_id));
}

/** The sheet that says what the figures are, with the notes of the page. */
export function notesSheet(notes) {
    return {
        name: _t("Notes"),
        columns: [_t("About These Figures")],
        rows: notes.map((note) => [note]),
    };
}
