import { registry } from "@web/core/registry";
import * as hoot from "@odoo/hoot-dom";

const tours = registry.category("web_tour.tours");
const card = (name) => `.o_kanban_record:contains(${name} deal)`;
const RESULT = ".o_closing_card";
const SMALL = `${RESULT}_small`;

/** What the card says, letter by letter. */
function says(name, part, text, title) {
    return {
        trigger: `${card(name)} div[name=${part}]`,
        run({ anchor }) {
            const words = anchor.innerText.replace(/\s+/g, " ").trim();
            if (words !== text) {
                throw new Error(`The card says: ${words}`);
            }
            if (title && !title.test(anchor.title)) {
                throw new Error(`Its title is: ${anchor.title}`);
            }
        },
    };
}

tours.add("opportunity_plus_card_marks", {
    steps: () => [
        says("Silent", "silence", "silent 20 days", /^No contact yet$/),
        { trigger: `${card("Silent")} div[name=silence].text-warning-emphasis` },
        says("Called", "silence", "silent 1 day", /^Last contact on .*\d/),
        { trigger: `${card("Called")} div[name=silence].text-muted` },
        says("New", "silence", "just created"),
        says("New", "no_next_step", "no next step"),
        { trigger: `${card("Planned")}:not(:has(div[name=no_next_step]))` },
        {
            content: "Priority and closing rate do not look the same",
            trigger: `${card("New")} .o_opportunity_priority .o_priority_star`,
            run({ anchor }) {
                const flag = getComputedStyle(anchor, "::before").content;
                const rate = anchor
                    .closest(".o_kanban_record")
                    .querySelector(".o_rate_stars i");
                if (getComputedStyle(rate, "::before").content === flag) {
                    throw new Error("Priority looks like the closing rate");
                }
            },
        },
    ],
});

tours.add("opportunity_plus_win_doors", {
    steps: () => [
        {
            content: "Drag a card into the Won stage",
            trigger: `.o_kanban_group:nth-child(1) ${card("First")}`,
            run: "drag_and_drop(.o_kanban_group:contains(Won))",
        },
        { trigger: `${RESULT}:contains(Won: First deal)` },
        {
            content: "Going on elsewhere leaves one line, which can still be undone",
            trigger: ".o_cp_searchview input",
            run: "click",
        },
        { trigger: `${SMALL}:contains(Won: First deal) .o_closing_card_undo` },
        {
            content: "Win by the status bar of the form",
            trigger: `${card("Second")} .o_opportunity_card_name`,
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button:contains(Won)",
            run: "click",
        },
        { trigger: `${RESULT}:contains(Won: Second deal) .o_closing_card_undo` },
        {
            content: "Undo what was won by the status bar",
            trigger: `${RESULT}:contains(Won: Second deal) .o_closing_card_undo`,
            run: "click",
        },
        { trigger: ".o_notification:contains(Open again: Second deal)" },
    ],
});

tours.add("opportunity_plus_win_by_creating", {
    steps: () => [
        {
            trigger: ".o_kanban_group:contains(Won)",
            async run({ anchor }) {
                await hoot.hover(anchor);
                await hoot.click(anchor.querySelector(".o_kanban_quick_add"));
            },
        },
        {
            trigger: ".o_kanban_quick_create [name=name] input",
            run: "edit Created deal",
        },
        {
            trigger: ".o_kanban_quick_create [name=expected_revenue] input",
            run: "edit 5000",
        },
        {
            trigger: ".o_kanban_quick_create .o_kanban_add",
            run: "click",
        },
        { trigger: `${RESULT}:contains(Won: Created deal)` },
    ],
});
