import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const CARD = ".o_kanban_record:contains(Tour deal)";
const FACET = ".o_searchview_facet:contains(My Pipeline)";

/** With a mouse, the button is there only while it points at the card. */
function openMenu({ anchor }) {
    anchor.querySelector(".o_dropdown_kanban button").click();
}

/** The entry of the menu of the card in a column. */
function moveFrom(stage) {
    return [
        {
            content: `Open the menu of the card in ${stage}`,
            trigger: `.o_kanban_group:contains(${stage}) ${CARD}`,
            run: openMenu,
        },
        {
            trigger: ".dropdown-item:contains(Move to Next Stage)",
            run: "click",
        },
    ];
}

tours.add("opportunity_plus_next_stage", {
    steps: () => [
        ...moveFrom("New"),
        {
            content: "The stage asks why",
            trigger: ".modal .o_reason_dialog_input",
            run: "edit They called",
        },
        {
            trigger: ".modal .o_reason_dialog_confirm",
            run: "click",
        },
        {
            trigger: ".o_notification:contains(Moved to Talk: Tour deal)",
        },
        ...moveFrom("Talk"),
        {
            content: "It is in the last open stage, which has no next one",
            trigger: `.o_kanban_group:contains(Offer) ${CARD}`,
            run: openMenu,
        },
        {
            trigger:
                ".o-dropdown--menu:contains(Won):not(:contains(Move to Next Stage))",
        },
    ],
});

tours.add("opportunity_plus_my_pipeline", {
    steps: () => [
        {
            trigger: `${FACET}:not(:contains(My Team))`,
        },
        {
            content: "What is shared is there, and no samples",
            trigger:
                ".o_content:not(:has(.o_view_sample_data)) .o_kanban_record:contains(Theirs)",
        },
    ],
});

tours.add("opportunity_plus_empty_pipeline", {
    steps: () => [
        {
            content: "A new agent sees the stages and what to do, and no samples",
            trigger: ".o_kanban_group:contains(New)",
        },
        {
            trigger: ".o_content:not(:has(.o_kanban_record:not(.o_kanban_ghost)))",
        },
        {
            trigger: ".o_view_nocontent_smiling_face",
        },
    ],
});

tours.add("opportunity_plus_team_pipeline", {
    steps: () => [
        {
            trigger: ".o_searchview_facet:contains(My Team)",
        },
        {
            content: "The team's opportunities are there",
            trigger: ".o_kanban_record:contains(Nobody)",
        },
        {
            content: "Look at the own ones alone",
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            trigger: ".o_filter_menu .o_menu_item:contains(My Team)",
            run: "click",
        },
        {
            trigger: `${FACET}:not(:contains(My Team))`,
        },
        {
            trigger:
                ".o_kanban_view:not(:has(.o_kanban_record:contains(Nobody))) .o_kanban_record:contains(Own)",
        },
    ],
});

tours.add("opportunity_plus_expected_closing_filters", {
    steps: () => [
        {
            trigger:
                ".o_kanban_view:has(.o_closing_clock_late):has(.o_closing_clock_near):has(.o_closing_clock_far) .o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            trigger: ".o_filter_menu .o_menu_item:contains(Closing Soon)",
            run: "click",
        },
        {
            content: "Only yellow clocks are left, and all of them",
            trigger:
                ".o_kanban_view:not(:has(.o_closing_clock_late)):not(:has(.o_closing_clock_far)) .o_kanban_group:first .o_closing_clock_near:count(2)",
        },
        {
            trigger: ".o_filter_menu .o_menu_item:contains(Closing Late)",
            run: "click",
        },
        {
            content: "The red one, too",
            trigger:
                ".o_kanban_view:not(:has(.o_closing_clock_far)):has(.o_closing_clock_late) .o_closing_clock_near",
        },
    ],
});
