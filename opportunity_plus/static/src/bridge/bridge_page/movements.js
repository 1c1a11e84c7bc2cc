import { _t } from "@web/core/l10n/translation";

/**
 * What a bridge consists of, in the order of the table: name, label, tone, definition.
 *
 * Tones have one meaning each: *end* is what was there, *good* is what was won, added
 * or grew, *bad* is what was lost, shrank or went later, *even* only changed hands.
 */
export const MOVEMENTS = [
    {
        name: "opening",
        label: _t("Opening"),
        tone: "end",
        definition: _t("In the pipeline at the end of the day before the period."),
    },
    {
        name: "new",
        label: _t("New"),
        tone: "good",
        definition: _t(
            "Became an opportunity in the period: created as one, or made one from a lead.",
        ),
    },
    {
        name: "reopened",
        label: _t("Reopened"),
        tone: "good",
        definition: _t("Won or lost before, and open again."),
    },
    {
        name: "reassigned_in",
        label: _t("Moved In"),
        tone: "even",
        definition: _t(
            "Came from another group, or did not match the filter before: another salesperson, sales team or stage, for example.",
        ),
    },
    {
        name: "pulled_in",
        label: _t("Pulled In"),
        tone: "good",
        definition: _t(
            "Expected to close within the closing window, which it was not before.",
        ),
        endless: _t("Expected to close earlier than before; told without money."),
    },
    {
        name: "increased",
        label: _t("Increased"),
        tone: "good",
        definition: _t(
            "In the pipeline at the opening, and worth more at the end, or when it left.",
        ),
        gross: _t("Each change to a higher value, one by one."),
    },
    {
        name: "decreased",
        label: _t("Decreased"),
        tone: "bad",
        definition: _t(
            "In the pipeline at the opening, and worth less at the end, or when it left.",
        ),
        gross: _t("Each change to a lower value, one by one."),
    },
    {
        name: "slipped",
        label: _t("Slipped"),
        tone: "bad",
        definition: _t(
            "Expected to close after the closing window now, or without a date.",
        ),
        endless: _t("Expected to close later than before; told without money."),
    },
    {
        name: "pulled_out",
        label: _t("Pulled Forward"),
        tone: "even",
        definition: _t("Expected to close before the closing window now."),
    },
    {
        name: "won",
        label: _t("Won"),
        tone: "good",
        definition: _t("Won, at the value it had then. It leaves the pipeline."),
    },
    {
        name: "lost",
        label: _t("Lost"),
        tone: "bad",
        definition: _t("Lost, at the value it had then. It leaves the pipeline."),
    },
    {
        name: "reassigned_out",
        label: _t("Moved Out"),
        tone: "even",
        definition: _t("Went to another group, or does not match the filter any more."),
    },
    {
        name: "merged",
        label: _t("Merged"),
        tone: "even",
        definition: _t("Merged into another opportunity."),
    },
    {
        name: "deleted",
        label: _t("Deleted"),
        tone: "bad",
        definition: _t("Deleted, or turned back into a lead."),
    },
    {
        name: "closing",
        label: _t("Closing"),
        tone: "end",
        definition: _t("In the pipeline at the end of the last day."),
    },
];

export const ENDS = ["opening", "closing"];

/** The definition that holds for what was asked: net or gross, with a window or none. */
export function definitionOf(movement, { view, closing_from, closing_until }) {
    const isEndless = !closing_from && !closing_until;
    return (
        (isEndless && movement.endless) ||
        (view === "gross" && movement.gross) ||
        movement.definition
    );
}

/** Whether nothing was there, came or went. */
export function isEmptyBridge(figures) {
    return MOVEMENTS.every(({ name }) => !figures[name].count && !figures[name].value);
}

/** The movements that happened in one of the lines, and both ends. */
export function movementsIn(lines) {
    return MOVEMENTS.filter(
        ({ name }) => ENDS.includes(name) || lines.some((line) => line[name].count),
    );
}

/**
 * The bars of a waterfall: each begins where the one before ends; the ends stand on 0.
 *
 * Movements without value have no bar.
 */
export function waterfallBars(figures) {
    let level = 0;
    const bars = [];
    for (const { name, label, tone } of MOVEMENTS) {
        const { count, value } = figures[name];
        const isEnd = ENDS.includes(name);
        if (isEnd || value) {
            const start = isEnd ? 0 : level;
            level = start + value;
            bars.push({
                name,
                label: label.toString(),
                tone,
                start,
                end: level,
                count,
                value,
            });
        }
    }
    return bars;
}
