import { registry } from "@web/core/registry";
import { BACK, chooseOnCard, fits } from "./tour_steps";

const CARD = ".o_kanban_record:contains(Tour deal)";
const CLOCK = ".o_stage_clock";
const WHY = "Waits for the board";

/** The first color is more of it than of both others. */
function isRed({ anchor }) {
    const { color } = getComputedStyle(anchor);
    const [red, green, blue] = color.match(/\d+/g).map(Number);
    if (red <= green || red <= blue) {
        throw new Error(`The hourglass is not red: ${color}`);
    }
}

registry.category("web_tour.tours").add("opportunity_plus_stage_clock", {
    steps: () => [
        {
            content: "The card is past its target",
            trigger: `${CARD} ${CLOCK}_over .fa-hourglass-end`,
            run: isRed,
        },
        { trigger: `${CARD} .o_opportunity_card_name`, run: "click" },
        { trigger: `.o_form_view ${CLOCK}_over` },
        { trigger: "button[name=oplus_action_snooze]", run: "click" },
        { trigger: ".modal [name=reason] input", run: `edit ${WHY}` },
        { trigger: ".modal button[name=action_apply]", run: "click" },
        fits(`.o_form_view ${CLOCK}_snoozed:contains(${WHY})`),
        { trigger: BACK, run: "click" },
        {
            content: "The card says until when, and why",
            trigger: `${CARD} ${CLOCK}_snoozed:contains(${WHY})`,
            run({ anchor }) {
                if (!/\d/.test(anchor.innerText)) {
                    throw new Error("The card does not say until when");
                }
            },
        },
        { trigger: `${CARD} .o_opportunity_card_name`, run: "click" },
        { trigger: "button[name=oplus_action_unsnooze]", run: "click" },
        { trigger: `.o_form_view ${CLOCK}_over` },
        { trigger: BACK, run: "click" },
        {
            content: "Move on: the clock is that of the next stage",
            trigger: `${CARD} ${CLOCK}_over`,
        },
        ...chooseOnCard(CARD, "[name=oplus_action_next_stage]"),
        { trigger: `.o_kanban_group:contains(Offer) ${CARD} ${CLOCK}_far` },
    ],
});
