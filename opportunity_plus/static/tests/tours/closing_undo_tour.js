import { registry } from "@web/core/registry";
import * as hoot from "@odoo/hoot-dom";

const CARD = ".o_kanban_record:contains(Tour deal)";
const FIRST = `.o_kanban_group:nth-child(1) ${CARD}`;
const RESULT = ".o_closing_card";
const FOOTER = 60;

async function dropOnWon({ anchor }) {
    const { moveTo, drop } = await hoot.drag(anchor);
    await moveTo(".o_kanban_group:nth-child(2)");
    await hoot.waitFor(".o_drop_bar");
    await moveTo(".o_drop_bar_won");
    await drop();
}

registry.category("web_tour.tours").add("opportunity_plus_closing_undo", {
    steps: () => [
        {
            content: "Win by a slip of the hand",
            trigger: FIRST,
            run: dropOnWon,
        },
        {
            content: "The result says what it brought",
            trigger: `${RESULT}:contains(Won: Tour deal):contains(12,000)`,
        },
        {
            trigger: `${RESULT} button:contains(New Quotation)`,
        },
        {
            content: "Take it back",
            trigger: `${RESULT} .o_closing_card_undo`,
            run: "click",
        },
        {
            trigger: `.o_notification:contains(Open again: Tour deal)`,
        },
        {
            content: "The card is where it was: win it by its form",
            trigger: FIRST,
            run: "click",
        },
        {
            trigger: "button[name=action_set_won_rainbowman]:contains(Won)",
            run: "click",
        },
        {
            content: "The form has been loaded anew",
            trigger:
                ".o_form_statusbar:not(:has(button[name=action_set_won_rainbowman]))",
        },
        {
            trigger: `${RESULT} .o_closing_card_undo`,
            run: "click",
        },
        {
            content: "The form is open again: lose it by the dialog, which names it",
            trigger: ".o_form_view button[name=action_set_won_rainbowman]:visible",
        },
        {
            trigger: ".o_form_statusbar button:contains(Lost)",
            run: "click",
        },
        {
            trigger:
                ".modal:contains(Tour deal) .o_selection_badge:contains(Too costly)",
            run: "click",
        },
        {
            trigger: ".modal div[name=oplus_note] textarea",
            run: "edit Half the price elsewhere",
        },
        {
            trigger: ".modal button[name=action_lost_reason_apply]",
            run: "click",
        },
        {
            content: "The status bar says lost",
            trigger: ".o_arrow_button_current:contains(Lost)",
        },
        {
            trigger: `${RESULT}:contains(Lost: Tour deal):contains(Too costly)`,
        },
    ],
});

/** On a phone, by the menu of the card. */
registry.category("web_tour.tours").add("opportunity_plus_closing_phone", {
    steps: () => [
        {
            trigger: `${CARD} .o_dropdown_kanban button`,
            run: "click",
        },
        {
            trigger: ".dropdown-item:contains(Won)",
            run: "click",
        },
        {
            content: "The result is on the screen, above the buttons at its bottom",
            trigger: RESULT,
            run({ anchor }) {
                const { left, right, bottom } = anchor.getBoundingClientRect();
                if (left < 0 || right > innerWidth || bottom > innerHeight - FOOTER) {
                    throw new Error("The result is not on the screen");
                }
            },
        },
        {
            content: "It takes no click that is meant for a dialog",
            trigger: RESULT,
            run({ anchor }) {
                document.body.classList.add("modal-open");
                const { pointerEvents } = getComputedStyle(anchor);
                document.body.classList.remove("modal-open");
                if (pointerEvents !== "none") {
                    throw new Error("The result lies in the way");
                }
            },
        },
        {
            trigger: `${RESULT} .o_closing_card_undo`,
            run: "click",
        },
        {
            trigger: ".o_notification:contains(Open again: Tour deal)",
        },
    ],
});
