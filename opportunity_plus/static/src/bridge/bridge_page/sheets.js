import { _t } from "@web/core/l10n/translation";

import { definitionOf, MOVEMENTS } from "./movements";

/** The tables of a bridge as sheets: all of it, and one line for each group. */
export function bridgeSheets({ groups, title, total, measure, ...question }) {
    const sheets = [
        {
            name: _t("Bridge"),
            columns: [_t("Change"), _t("Opportunities"), measure, _t("What It Counts")],
            rows: MOVEMENTS.map((movement) => [
                movement.label,
                total[movement.name].count,
                total[movement.name].value,
                definitionOf(movement, question),
            ]),
        },
    ];
    if (groups.length) {
        const lines = [...groups, { ...total, label: _t("All Together") }];
        for (const [key, name] of [
            ["value", measure],
            ["count", _t("Opportunities")],
        ]) {
            sheets.push({
                name,
                columns: [title, ...MOVEMENTS.map(({ label }) => label)],
                rows: lines.map((line) => [
                    line.label,
                    ...MOVEMENTS.map((movement) => line[movement.name][key]),
                ]),
            });
        }
    }
    return sheets;
}

/** The pipeline of a day as a sheet. */
export function dateSheets({ groups, title, total }) {
    const lines = [...groups, { ...total, label: _t("Total") }];
    return [
        {
            name: _t("Pipeline"),
            columns: [
                title,
                _t("Opportunities"),
                _t("Expected Revenue"),
                _t("Weighted Revenue"),
            ],
            rows: lines.map((line) => [
                line.label,
                line.count,
                line.expected_revenue,
                line.weighted_revenue,
            ]),
        },
    ];
}
