import { _t } from "@web/core/l10n/translation";

export const MEASURES = {
    count: _t("Count"),
    value: _t("Expected Revenue"),
    weighted: _t("Weighted Revenue"),
};
// what became of the opportunities that entered a stage
export const FATES = {
    advanced: _t("Advanced"),
    still_here: _t("Still Here"),
    lost_here: _t("Lost"),
    moved_back: _t("Moved Back"),
    left: _t("Left the Pipeline"),
};
export const TEXTS = {
    entered: _t("Entered"),
    leavers: _t("Have Left"),
    running: _t("Running"),
    snoozed: _t("Snoozed"),
    stalled: _t("Stalled"),
};
// what the figures of each part mean
export const DEFINITIONS = {
    conversion: _t(
        "Each opportunity counts once for a stage: when it first arrived there, if that was in the period, and by what had become of it at its end, or now. A skipped stage counts as passed, unless only stages really entered count. Rate: advanced, of those that entered; in brackets, still there. No rate below 5.",
    ),
    empty: _t(
        "None is open, and none was created, won or lost in this period. Choose another period, or remove a filter.",
    ),
    stages: _t(
        "What is open now, by stage, as on the board; then what was won and lost in the period, as in the Win/Loss Analysis. Won opportunities weigh their full revenue, lost ones nothing. Filters go by the opportunities as they are now; days are those of the company.",
    ),
    time: _t(
        "Days in the stage, several stays added up, of those that left it in the period. Stays under a minute do not count. Within target: left before the target date. Running: still there at the end of the period, or now; with the median of the days so far.",
    ),
};
