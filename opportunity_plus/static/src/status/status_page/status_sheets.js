import { _t } from "@web/core/l10n/translation";

import { notesSheet } from "@opportunity_plus/reports/notes";
import { sayDay } from "@opportunity_plus/reports/period";
import { sharesOf } from "./status_cards";
import { targetOf, timeOf, TIMES } from "./status_times";

const text = (label) => label.toString();
/** A share, as spreadsheets know it. */
const percent = (share) => (typeof share === "number" ? { percent: share } : null);

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
    const cards = page.cards.filter(({ name }) => page.data.figures[name]);
    return {
        name: text(_t("Summary")),
        columns: [_t("Figure"), ...Object.values(page.measures), _t("Meaning")],
        rows: cards.map(({ name, label, definition }) => {
            const { count, value, weighted } = page.sums(name);
            return [text(label), count, value, weighted, text(definition)];
        }),
    };
}

function getSuccess(page) {
    const rates = [
        [_t("Success Rate, Closed"), "won", "closed"],
        [_t("Success Rate, Created"), "created_won", "created"],
        [_t("Still Open, of Created"), "created_open", "created"],
    ];
    return {
        name: text(_t("Success Rate")),
        columns: [_t("Figure"), _t("By Count"), _t("By Value")],
        rows: rates.map(([label, part, whole]) => [
            text(label),
            ...sharesOf(page, part, whole).map(percent),
        ]),
    };
}

/** What passed the stages, by count or by value. */
function getConversion(page, name, measure, rate, open) {
    const { fates, data } = page;
    const names = ["entered", ...Object.keys(fates)];
    return {
        name: text(name),
        columns: [
            _t("Stage"),
            _t("Rate"),
            _t("Still Here (Share)"),
            _t("Entered"),
            ...Object.values(fates),
        ],
        rows: data.stages.map((stage) => [
            stage.name,
            percent(stage[rate]),
            percent(stage[open]),
            ...names.map((figure) => page.sums(figure, stage.id)[measure]),
        ]),
    };
}

function getTimes(page) {
    const cell = (stage, time) => {
        const number = timeOf(page, stage, time);
        return time.isShare ? percent(number) : number;
    };
    return {
        name: text(_t("Time in Stage")),
        columns: [_t("Stage"), ...page.timeLabels],
        rows: page.data.stages.map((stage) => [
            stage.name,
            targetOf(stage),
            ...TIMES.map((time) => cell(stage, time)),
        ]),
    };
}

/** What the figures are of, and how they come about. */
function getAbout(page) {
    const { conversion, stages, time } = page.definitions;
    const [from, to] = [page.state.from, page.state.to].map(sayDay);
    const sentences = [
        _t("Period: %(from)s to %(to)s", { from, to }),
        ...page.filters,
        ...page.notes,
        [_t("Stages"), stages].join(": "),
        [_t("Conversion"), conversion].join(": "),
        [_t("Time in Stage"), time].join(": "),
        ...page.rules,
        page.data.bottleneck.sentence,
    ];
    return notesSheet(sentences.map(text));
}

/** The tables of the page, to be exported to a spreadsheet. */
export function getSheets(page) {
    const byValue = _t("Conversion by Value");
    return [
        getStages(page),
        getSummary(page),
        getSuccess(page),
        getConversion(page, _t("Conversion"), "count", "rate", "open_rate"),
        getConversion(page, byValue, "value", "value_rate", "open_value_rate"),
        getTimes(page),
        getAbout(page),
    ].map((sheet) => ({
        ...sheet,
        name: text(sheet.name),
        columns: sheet.columns.map(text),
    }));
}
