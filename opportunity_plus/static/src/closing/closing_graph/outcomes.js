import { lightenColor } from "@web/core/colors/colors";

// fields that tell an outcome: of an opportunity, of a stay, of an arrival in a stage,
// and which of both figures of the forecast it is
const OUTCOMES = ["won_status", "outcome", "became", "kind"];
const OTHER = "#adb5bd";
// the order matters: what is good is on the left
const COLORS = {
    forecast: "#6c9bd2",
    won: "#198754",
    advanced: "#198754",
    lost: "#dc3545",
    moved_back: "#fd7e14",
    left: "#6c757d",
    pending: OTHER,
    open: OTHER,
    still_here: OTHER,
};

export function isOutcome(group) {
    return OUTCOMES.includes(group?.fieldName);
}

/** Whether each series of bars or lines stands for one outcome. */
export function isByOutcome({ groupBy }) {
    return groupBy.slice(1).some(isOutcome);
}

/** Whether a single series has a bar or a slice for each outcome, or for some. */
export function isOfOutcomes({ groupBy, mode }) {
    return mode === "pie"
        ? groupBy.some(isOutcome)
        : mode === "bar" && groupBy.length === 1 && isOutcome(groupBy[0]);
}

/** Return the outcome of a group of values, undefined if it has none. */
function getOutcome(identifier) {
    const values = Object.assign({}, ...JSON.parse(identifier));
    return values[OUTCOMES.find((name) => name in values)];
}

/** Return the place of an outcome in a graph. */
export function rankOf(identifier) {
    return Object.keys(COLORS).indexOf(getOutcome(identifier));
}

/** Return the colors of groups: where several have the same outcome, in shades. */
export function colorsOf(identifiers) {
    const outcomes = identifiers.map(getOutcome);
    const isSame = (one) => (other) => other === one;
    return outcomes.map((outcome, index) => {
        const all = outcomes.filter(isSame(outcome)).length;
        const before = outcomes.slice(0, index).filter(isSame(outcome)).length;
        return lightenColor(COLORS[outcome] || OTHER, (0.7 * before) / all);
    });
}
