import { registry } from "@web/core/registry";
import { BACK, chooseFilter, chooseMenu, fits } from "./tour_steps";

const tours = registry.category("web_tour.tours");
const NO_DIALOG = "body:not(:has(.modal))";
const THAI = /[\u0e01-\u0e5b]/;
const stages = chooseMenu("crm_menu_config", "menu_crm_lead_stage_act");
const board = chooseMenu("crm_menu_sales", "menu_crm_opportunities");

/** Apply a template from the empty board, in Thai. */
const applyTemplate = [
    {
        content: "The empty board offers a pipeline",
        trigger: ".o_view_nocontent a.btn[type=action]",
        run: "click",
    },
    fits(".modal [name=preview] li:contains(รออนุมัติการซื้อ)"),
    { trigger: ".modal button[name=action_apply]:visible", run: "click" },
    {
        content: "The stages are on the board, in the user's language",
        trigger: `${NO_DIALOG} .o_kanban_group:contains(รออนุมัติการซื้อ)`,
        run({ anchor }) {
            const titles = anchor.parentElement.querySelectorAll(".o_column_title");
            const names = [...titles].map(({ textContent }) => textContent);
            if (names.filter((name) => THAI.test(name)).length !== 5) {
                throw new Error(`The columns are: ${names}`);
            }
        },
    },
];

tours.add("opportunity_plus_pipeline_template_phone", {
    steps: () => [...applyTemplate, fits(".o_kanban_view")],
});

tours.add("opportunity_plus_pipeline_template", {
    steps: () => [
        ...applyTemplate,
        ...stages,
        {
            content: "The list of stages offers it, too",
            trigger: ".o_list_view .o_control_panel button[type=action]",
            run: "click",
        },
        {
            content: "There is nothing left to add",
            trigger:
                ".modal .o_form_view:not(:has(button[name=action_apply]:visible)) [role=status]:visible",
        },
        { trigger: ".modal button[special=cancel]:visible", run: "click" },
        { trigger: NO_DIALOG },
    ],
});

const FIRST = "First talks";
const row = (name) => `.o_data_row:contains(${name})`;
const column = (name) => `.o_kanban_group:contains(${name})`;
const TARGET = "[name=target_stage_id]";

/** Reopen what is lost by a click on another stage than the one it was in. */
const reopen = [
    { trigger: ".o_arrow_button_current:contains(Lost)" },
    { trigger: ".o_statusbar_status button:contains(Offer)", run: "click" },
    { trigger: ".modal [name=stage_id] input:value(Offer)" },
    { trigger: ".modal [name=reason] textarea", run: "edit They called back" },
    { trigger: ".modal button[name=action_apply]:visible", run: "click" },
    { trigger: `${NO_DIALOG} .o_arrow_button_current:contains(Offer)` },
];

tours.add("opportunity_plus_stages", {
    steps: () => [
        ...reopen,
        ...stages,
        {
            content: "Rename a stage",
            trigger: `${row("New")} td[name=name]`,
            run: "click",
        },
        { trigger: ".o_form_view [name=name] input", run: `edit ${FIRST}` },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        { trigger: BACK, run: "click" },
        {
            content: "Disable it, with opportunities of two teams",
            trigger: `${row(FIRST)} button[name=action_archive]`,
            run: "click",
        },
        {
            content: "The other team has only one stage left",
            trigger: `.modal ${row("South")} td${TARGET}:contains(Offer)`,
        },
        { trigger: `.modal ${row("North")} td${TARGET}`, run: "click" },
        { trigger: `.modal .o_selected_row ${TARGET} input`, run: "edit Talk" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Talk)", run: "click" },
        { trigger: ".modal button[name=action_apply]", run: "click" },
        {
            trigger: `${NO_DIALOG} .o_list_view:not(:has(${row(FIRST)})) ${row("Offer")}`,
        },
        ...board,
        {
            content: "It is gone from the board",
            trigger: `.o_kanban_view:not(:has(${column(FIRST)})) ${column("Talk")} .o_kanban_record:contains(North deal)`,
        },
        { trigger: `${column("Offer")} .o_kanban_record:contains(South deal)` },
        ...stages,
        { trigger: `.o_list_view ${row("Offer")}` },
        ...chooseFilter("disabled"),
        {
            content: "Enable it again",
            trigger: `${row(FIRST)} button[name=action_unarchive]`,
            run: "click",
        },
        { trigger: `.o_list_view:not(:has(${row(FIRST)}))` },
        ...board,
        { trigger: column(FIRST) },
    ],
});

const TARGETS = ".o_field_widget[name=oplus_target_ids]";

tours.add("opportunity_plus_stage_target", {
    steps: () => [
        { trigger: ".o_notebook .nav-link[name=target]", run: "click" },
        {
            content: "A target for the stage",
            trigger: ".o_field_widget[name=rotting_threshold_days] input",
            run: "edit 7",
        },
        {
            content: "Another one for a sales team",
            trigger: `${TARGETS} .o_field_x2many_list_row_add a`,
            run: "click",
        },
        { trigger: `${TARGETS} .o_selected_row [name=team_id] input`, run: "edit Nor" },
        { trigger: ".o-autocomplete--dropdown-item:contains(North)", run: "click" },
        { trigger: `${TARGETS} .o_selected_row [name=days] input`, run: "edit 3" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: `.o_form_saved ${TARGETS} .o_data_row:contains(North)` },
    ],
});

tours.add("opportunity_plus_stage_stuck", {
    steps: () => [
        { trigger: `${row("Offer")} button[name=action_archive]`, run: "click" },
        { trigger: ".modal [role=status]:contains(Offer (No sales team)):visible" },
        {
            content: "The line of the team can be filled in later",
            trigger: `.modal ${row("No sales team")} button[name=action_view_leads]`,
            run: "click",
        },
        {
            trigger: `${NO_DIALOG} .o_list_view ${row("Deal of nobody")}`,
        },
    ],
});
