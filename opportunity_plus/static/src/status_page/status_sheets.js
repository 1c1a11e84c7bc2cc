import { _t } from "@web/core/l10n/translation";

const text = (label) => label.toString();

function getStages(page) {
    const { bars, measures } = page;
    const keys = Object.keys(measures);
    const isOpen = ({ kind }) => kind === "open";
    const more = ({ figure, ...bar }) =>
        ["stalled", "snoozed"].map((name) =>
            isOpen(bar) ? page.sums(name, figure.stage).count : null,
        );
    return {
        name: text(_t("Stages")),
        columns: [
            _t("Stage"),
            ...Object.values(measures),
            _t("Stalled"),
            _t("Snoozed"),
        ],
        rows: bars.map((bar) => [
            bar.label,
            ...keys.map((measure) => bar.sums[measure]),
            ...more(bar),
        ]),
    };
}

function getSummary(page) {
    return {
        name: text(_t("Summary")),
        columns: [_t("Figure"), ...Object.values(page.measures), _t("Meaning")],
        rows: page.cards.map(({ name, label, definition, figures }) => {
            const known = page.data.figures[name]?.all;
            const numbers = known
                ? [known.count, known.value, known.weighted]
                : [figures[0].text, figures[1].text, null];
            return [text(label), ...numbers, text(definition)];
        }),
    };
}

function getConversion(page) {
    const { fates, data } = page;
    const names = ["entered", ...Object.keys(fates)];
    return {
        name: text(_t("Conversion")),
        columns: [_t("Stage"), _t("Rate"), _t("Entered"), ...Object.values(fates)],
        rows: data.stages.map((stage) => [
            stage.name,
            page.percent(stage.rate),
            ...names.map((name) => page.sums(name, stage.id).count),
        ]),
    };
}

function getTimes(page) {
    return {
        name: text(_t("Time in Stage")),
        columns: [
            _t("Stage"),
            _t("Target (Days)"),
            _t("Median"),
            _t("Mean"),
            _t("90 % within"),
            _t("Within Target"),
            _t("Have Left"),
            _t("Running"),
            _t("Running for"),
        ],
        rows: page.data.stages.map((stage) => [
            stage.name,
            stage.target_days || null,
            stage.median_days,
            stage.mean_days,
            stage.p90_days,
            page.percent(stage.within_target),
            page.sums("leavers", stage.id).count,
            page.sums("running", stage.id).count,
            stage.running_median_days,
        ]),
    };
}

/** The tables of the page, to be exported to a spreadsheet. */
export function getSheets(page) {
    const sheets = [getStages, getSummary, getConversion, getTimes];
    return sheets
        .map((build) => build(page))
        .map((sheet) => ({ ...sheet, columns: sheet.columns.map(text) }));
}
