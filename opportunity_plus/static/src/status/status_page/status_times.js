import { _t } from "@web/core/l10n/translation";

/**
 * The columns of the times: name of the figure, label, what a click opens, and whether
 * it is a number of opportunities or a share; the others are days.
 */
export const TIMES = [
    { name: "median_days", label: _t("Median"), opens: "leavers" },
    { name: "mean_days", label: _t("Mean"), opens: "leavers" },
    { name: "p90_days", label: _t("90 % within"), opens: "leavers" },
    {
        name: "within_target",
        label: _t("Within Target"),
        opens: "in_time",
        isShare: true,
    },
    { name: "leavers", label: _t("Have Left"), opens: "leavers", isCount: true },
    { name: "running", label: _t("Still in Stage"), opens: "running", isCount: true },
    { name: "running_median_days", label: _t("In Stage for"), opens: "running" },
];

/** The target of a stage may be in working days, as the company counts. */
export function targetLabel({ is_in_working_days: isInWorkingDays }) {
    return isInWorkingDays ? _t("Target (Working Days)") : _t("Target (Days)");
}

/**
 * Return the target of a stage in days; null if there is none, and a text where the
 * teams of the filter have different ones.
 */
export function targetOf(stage) {
    return stage.target_differs
        ? _t("differs by team").toString()
        : stage.target_days || null;
}

/** Return the number of a stage in a column; null if there is none. */
export function timeOf(page, stage, { name, isCount }) {
    return isCount ? page.sums(name, stage.id).count : (stage[name] ?? null);
}

function textOf(page, time, number) {
    if (time.isCount) {
        return page.format("count", number);
    }
    return time.isShare ? page.percent(number) : page.days(number);
}

/** Whether most of those that left the stage had overrun its target. */
const isOver = ({ within_target: within }) =>
    typeof within === "number" && within < 0.5;

/** The cells of a stage: what they say and open. */
export function getTimes(page, stage) {
    return TIMES.map((time) => ({
        name: time.name,
        figure: { name: time.opens, stage: stage.id },
        label: `${stage.name}, ${time.label}`,
        text: textOf(page, time, timeOf(page, stage, time)),
        isNone: !page.sums(time.opens, stage.id).count,
        isOver: time.name === "median_days" && isOver(stage),
    }));
}
