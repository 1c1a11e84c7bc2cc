import { _t } from "@web/core/l10n/translation";

const isOpen = ({ kind }) => kind === "open";

/** The bars of the graph: the stages, then what was won and lost. */
export function getBars(page) {
    const stages = page.stages.map((stage) => ({
        figure: { name: "open", stage: stage.id },
        kind: "open",
        label: stage.name,
        sums: page.sums("open", stage.id),
    }));
    const outcomes = [
        ["won", _t("Won")],
        ["lost", _t("Lost")],
    ].map(([name, label]) => ({
        figure: { name },
        kind: name,
        label,
        sums: page.sums(name),
    }));
    return [...stages, ...outcomes];
}

/** The rows of the table behind the graph: its bars, and all that is open. */
export function getRows(page) {
    const bars = getBars(page).map((bar) => ({
        ...bar,
        isOpen: isOpen(bar),
        class: "",
    }));
    const all = {
        class: "o_status_total",
        figure: { name: "open" },
        isOpen: true,
        kind: "total",
        label: _t("All Open"),
        sums: page.sums("open"),
    };
    return [...bars.filter(isOpen), all, ...bars.filter((bar) => !isOpen(bar))];
}
