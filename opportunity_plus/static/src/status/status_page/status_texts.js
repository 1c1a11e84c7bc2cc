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
    losses: _t("Lost There"),
    running: _t("Still in Stage"),
    snoozed: _t("Snoozed"),
    stalled: _t("Stalled"),
};
// what the figures of each part mean
export const DEFINITIONS = {
    conversion: _t(
        "Each opportunity counts once for a stage: when it first arrived there, if that was in the period, and by what had become of it at its end, or now. A skipped stage counts as passed, unless only stages really entered count. Rate: advanced, of those that entered; in brackets, still there. No rate below 5. Values are those on arriving.",
    ),
    empty: _t(
        "Nothing is open, and nothing happened in this period. Choose another period, or remove a filter.",
    ),
    stages: _t(
        "What is open now, by stage: as on the board, and what was archived without being lost. Then what was won and lost in the period. Won opportunities weigh their full revenue, lost ones nothing.",
    ),
    time: _t(
        "Days in the stage, several stays added up, of those that left it in the period. Stays under a minute do not count. Within target: left before the target date. Still in stage: there at the end of the period, or now; with the median of the days so far. The median is red where fewer than half left within the target.",
    ),
    working_days: _t(
        "Targets count working days; all other figures count calendar days.",
    ),
};
// how all figures come about
export const RULES = [
    _t(
        "Days are those of the time zone of the company. The Win/Loss Analysis, Cohorts, Conversion and Stage History count days in your own time zone.",
    ),
    _t(
        "A period is told as it stood at the end of its last day: what was reopened, changed, merged or deleted later leaves it as it was. The Win/Loss Analysis tells of the opportunities as they are now.",
    ),
    _t(
        "Filters of salesperson, sales team and type go by the values of that time: of closing, creating or arriving in a stage. All other filters, and all filters of what is open now, go by the opportunities as they are now; what was deleted since does not fulfill them.",
    ),
];
