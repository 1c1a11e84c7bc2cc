import { _t } from "@web/core/l10n/translation";

const share = (part, whole) => (whole ? part / whole : null);

/** Number, value and weighted value of a figure; the first one is the largest. */
function getFigures(page, name, label, measures = ["count", "value"]) {
    const sums = page.sums(name);
    return measures.map((measure, index) => ({
        figure: { name },
        name: label.toString(),
        text: page.format(measure, sums[measure]),
        isMain: index === 0,
        isNone: !sums.count,
        after: measure === "weighted" ? _t("weighted") : "",
    }));
}

const RATES = ["", _t("by value")];
const STILL_OPEN = [_t("still open"), _t("still open, by value")];

/** The shares that a card tells, by number and by value, with what stands after them. */
export function sharesOf(page, part, whole) {
    return ["count", "value"].map((measure) =>
        share(page.sums(part)[measure], page.sums(whole)[measure]),
    );
}

/** A share, by number and by value; a click opens the part that it tells. */
function getShares(page, part, whole, name, after) {
    return sharesOf(page, part, whole).map((number, index) => ({
        figure: { name: part },
        name: name.toString(),
        text: page.percent(number),
        isMain: !after[index],
        isNone: !page.sums(part).count,
        after: after[index],
    }));
}

/** What is open, and what of it needs attention. */
function getPresent(page) {
    const all = Object.keys(page.measures);
    return [
        {
            name: "open",
            label: _t("Open Now"),
            figures: getFigures(page, "open", _t("Open Now"), all),
            definition: _t(
                "All that is neither won nor lost, today; archived ones count, too. Weighted by the closing rates of this moment; Pipeline Over Time takes note of an automatic rate when it has moved by 5 points.",
            ),
        },
        {
            name: "stalled",
            label: _t("Stalled"),
            figures: getFigures(page, "stalled", _t("Stalled")),
            definition: _t("Open past the target of their stage, and not snoozed."),
        },
        {
            name: "snoozed",
            label: _t("Snoozed"),
            figures: getFigures(page, "snoozed", _t("Snoozed")),
            definition: _t(
                "Open, and put off until a day; they do not count as stalled.",
            ),
        },
        {
            name: "created",
            label: _t("Created"),
            figures: getFigures(page, "created", _t("Created")),
            definition: _t(
                "Became an opportunity in the period, whatever became of it: New in Pipeline Over Time.",
            ),
        },
    ];
}

/** What was closed, and the two success rates. */
function getClosed(page) {
    const rate = _t("Success Rate");
    const created = getShares(page, "created_won", "created", rate, RATES);
    const [name] = STILL_OPEN;
    const open = getShares(page, "created_open", "created", name, STILL_OPEN);
    return [
        {
            name: "won",
            label: _t("Won"),
            figures: getFigures(page, "won", _t("Won")),
            definition: _t("Closed as won in the period, and still won at its end."),
        },
        {
            name: "lost",
            label: _t("Lost"),
            figures: getFigures(page, "lost", _t("Lost")),
            definition: _t("Closed as lost in the period, and still lost at its end."),
        },
        {
            name: "success_closed",
            label: _t("Success Rate, Closed"),
            figures: getShares(page, "won", "closed", rate, RATES),
            definition: _t("Won, of what was won or lost in the period."),
        },
        {
            name: "success_created",
            label: _t("Success Rate, Created"),
            figures: [...created, ...open],
            definition: _t(
                "Won by the end of the period, or by now, of what was created in it; some of it may still be open.",
            ),
        },
    ];
}

/** The cards at the top of the page: label, figures and what they mean. */
export function getCards(page) {
    return [...getPresent(page), ...getClosed(page)];
}
