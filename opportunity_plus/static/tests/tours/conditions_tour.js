import { registry } from "@web/core/registry";
import { BACK, chooseOnCard, fits } from "./tour_steps";

const CARD = ".o_kanban_record:contains(Tour deal)";

registry.category("web_tour.tours").add("opportunity_plus_conditions", {
    steps: () => [
        {
            content: "Drag the card to a stage that asks for something",
            trigger: `.o_kanban_group:contains(New) ${CARD}`,
            run: "drag_and_drop(.o_kanban_group:contains(Offer))",
        },
        {
            content: "Think better of it",
            trigger: ".modal:has(.o_stage_move) button[special=cancel]",
            run: "click",
        },
        {
            content: "The card is where it was; drag it again",
            trigger: `body:not(:has(.modal)) .o_kanban_group:contains(New) ${CARD}`,
            run: "drag_and_drop(.o_kanban_group:contains(Offer))",
        },
        {
            trigger: ".modal .o_stage_move_lines:contains(Referred By)",
        },
        {
            trigger: ".modal .o_field_widget[name=referred] input",
            run: "edit Somchai",
        },
        {
            trigger: ".modal .o_field_widget[name=stage_change_reason] textarea",
            run: "edit They called",
        },
        {
            trigger: ".modal .form-check:contains(First call) input",
            run: "click",
        },
        {
            trigger: ".modal-footer button:contains(Move)",
            run: "click",
        },
        {
            content: "It is there; open it",
            trigger: `body:not(:has(.modal)) .o_kanban_group:contains(Offer) ${CARD}`,
            run: "click",
        },
        {
            content: "Win it",
            trigger: "button[name=action_set_won_rainbowman]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=website] input",
            run: "edit https://mango.example",
        },
        {
            trigger: ".modal-footer button:contains(Move)",
            run: "click",
        },
        {
            trigger:
                "body:not(:has(.modal)) .o_statusbar_status button[aria-checked=true]:contains(Won)",
        },
    ],
});

const POINT = ".o_stage_guidance_point";

/** On a phone: the guidance, and moving by the menu of the card. */
registry.category("web_tour.tours").add("opportunity_plus_conditions_phone", {
    steps: () => [
        { trigger: `${CARD} .o_opportunity_card_name`, run: "click" },
        fits(".o_stage_guidance_text:contains(Make an appointment)"),
        { trigger: `${POINT}:contains(Budget)`, run: "click" },
        { trigger: `${POINT}:contains(Budget) small:contains(Agent)` }, // it is stored
        { trigger: ".o_stage_guidance_progress:contains(1/2)" },
        { trigger: ".o_stage_guidance_fold", run: "click" },
        { trigger: ".o_stage_guidance_fold[aria-expanded=false]" },
        { trigger: BACK, run: "click" },
        { trigger: `${CARD} .o_field_checklist_progress:contains(1/2)` },
        ...chooseOnCard(CARD, "[name=oplus_action_next_stage]"),
        fits(".modal .o_stage_move"),
        { trigger: ".modal [name=referred] input", run: "edit Somchai" },
        {
            trigger: ".modal [name=stage_change_reason] textarea",
            run: "edit They called",
        },
        {
            trigger: ".modal .o_stage_move_point:contains(First call) input",
            run: "click",
        },
        { trigger: ".modal .o_stage_move_complete" },
        { trigger: ".modal-footer button[special=save]", run: "click" },
        {
            content: "It is there; win it",
            trigger: `body:not(:has(.modal)) .o_kanban_group:contains(Talk) ${CARD}`,
        },
        ...chooseOnCard(CARD, "[name=action_set_won_rainbowman]"),
        { trigger: ".modal [name=website] input", run: "edit https://mango.example" },
        { trigger: ".modal-footer button[special=save]", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_closing_card_won" },
    ],
});

registry.category("web_tour.tours").add("opportunity_plus_stage_test", {
    steps: () => [
        {
            trigger: ".o_field_widget[name=change_reason] input[data-value=always]",
            run: "click",
        },
        {
            trigger: ".nav-link:contains(Conditions)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=condition_field_ids] input",
            run: "edit Referred By",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Referred By)",
            run: "click",
        },
        {
            trigger: "button:contains(Test on History)",
            run: "click",
        },
        {
            trigger: ".modal:contains(1 moves would have been stopped)",
        },
        {
            trigger: ".modal button[name=action_view_breaches]",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:contains(Tour deal)",
        },
    ],
});
