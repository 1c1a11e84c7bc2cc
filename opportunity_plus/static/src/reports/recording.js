import { _t } from "@web/core/l10n/translation";
import { sayDay } from "./period";

/** Since when figures are known, or exact, if that is after the first day. */
export function recordingOf(first, { recorded_since, exact_since }) {
    if (recorded_since && first < recorded_since) {
        return _t(
            "Nothing is recorded before %s: what the pipeline was then is not known.",
            sayDay(recorded_since),
        );
    }
    if (exact_since && first < exact_since) {
        return _t(
            "Figures are exact since %s. What is older was rebuilt from the chatter, as far as it tells.",
            sayDay(exact_since),
        );
    }
    return recorded_since && !exact_since
        ? _t("These figures were rebuilt from the chatter, as far as it tells.")
        : "";
}
