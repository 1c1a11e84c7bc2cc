import { _t } from "@web/core/l10n/translation";

import { rateNotes } from "@opportunity_plus/reports/notes";
import { recordingOf } from "@opportunity_plus/reports/recording";

/** Sentences about a period or amounts that are not what they seem. */
export function getNotes(data, { from }) {
    const notes = [];
    if (from > data.today) {
        notes.push(_t("The period has not begun: only what is open now is known."));
    }
    notes.push(recordingOf(from, data));
    return [...notes.filter(Boolean), ...rateNotes(data)];
}
