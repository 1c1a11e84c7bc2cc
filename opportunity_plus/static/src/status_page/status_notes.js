import { formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/views/fields/formatters";

import { recordingOf } from "../report_page/recording";

const day = (text) => formatDate(luxon.DateTime.fromISO(text));

function* getRates({ rates, rates_date: date }) {
    const known = rates.filter((rate) => !rate.is_missing);
    const factor = ({ rate }) => formatFloat(rate, { digits: [16, 6] });
    if (known.length) {
        yield _t("Converted at the rates of %(day)s: %(rates)s", {
            day: day(date),
            rates: known.map((one) => `${one.currency} ${factor(one)}`).join(", "),
        });
    }
    for (const { currency } of rates.filter((rate) => rate.is_missing)) {
        yield _t(
            "There is no rate for %s: its amounts are counted as they are.",
            currency,
        );
    }
}

/** Sentences about a period or amounts that are not what they seem. */
export function getNotes(data, { from }) {
    const notes = [];
    if (from > data.today) {
        notes.push(_t("The period has not begun: only what is open now is known."));
    }
    notes.push(recordingOf(from, data));
    return [...notes.filter(Boolean), ...getRates(data)];
}
