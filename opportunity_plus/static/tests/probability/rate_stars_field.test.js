import { expect, test } from "@odoo/hoot";
import { queryAll, queryAllAttributes, queryAllTexts } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

class Deal extends models.Model {
    rate = fields.Float({ string: "Rate" });

    _records = [0, 4.9, 5, 33.33, 72.5, 95, 100].map((rate, index) => ({
        id: index + 1,
        rate,
    }));
}

defineMailModels();
defineModels([Deal]);

/** The stars of each record, as many letters: full, half, empty. */
function stars() {
    const letters = { "fa-star": "F", "fa-star-half-o": "H", "fa-star-o": "E" };
    return queryAll(".o_rate_stars").map((element) =>
        [...element.querySelectorAll(".fa")]
            .map((star) => letters[star.className.split(" ").at(-1)])
            .join(""),
    );
}

test("a list rounds to half stars and shows the exact rate", async () => {
    await mountView({
        type: "list",
        resModel: "deal",
        arch: `<list><field name="rate" widget="rate_stars"/></list>`,
    });
    expect(stars()).toEqual([
        "EEEEE",
        "EEEEE",
        "HEEEE",
        "FHEEE",
        "FFFHE",
        "FFFFF",
        "FFFFF",
    ]);
    expect(queryAllTexts(".o_rate_stars")).toEqual([
        "0%",
        "4.9%",
        "5%",
        "33.33%",
        "72.5%",
        "95%",
        "100%",
    ]);
});

test("a card tells pointer and screen reader the figures", async () => {
    await mountView({
        type: "kanban",
        resModel: "deal",
        arch: `<kanban><templates><t t-name="card">
                <field name="rate" widget="rate_stars" string="Closing Rate"/>
            </t></templates></kanban>`,
        domain: [["id", "in", [1, 5]]],
    });
    const figures = [
        "Closing Rate: 0%, 0 of 5 stars",
        "Closing Rate: 72.5%, 3.5 of 5 stars",
    ];
    expect(".o_rate_stars[role=img]").toHaveCount(2);
    expect(queryAllAttributes(".o_rate_stars", "aria-label")).toEqual(figures);
    expect(queryAllAttributes(".o_rate_stars", "data-tooltip")).toEqual(figures);
});

test("a form shows them, and nothing to change them", async () => {
    await mountView({
        type: "form",
        resModel: "deal",
        resId: 4,
        arch: `<form><field name="rate" widget="rate_stars"/></form>`,
    });
    expect(stars()).toEqual(["FHEEE"]);
    expect(".o_field_rate_stars input").toHaveCount(0);
    expect(".o_field_rate_stars a").toHaveCount(0);
});
