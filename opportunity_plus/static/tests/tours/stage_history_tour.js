import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("opportunity_plus_stage_history", {
    steps: () => [
        {
            content: "The opportunity is in New",
            trigger: ".o_statusbar_status button[aria-checked=true]:contains(New)",
        },
        {
            content: "Move it to Offer in the statusbar",
            trigger: ".o_statusbar_status button:contains(Offer)",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[aria-checked=true]:contains(Offer)",
        },
        {
            content: "Open the page with the history",
            trigger: ".nav-link[name=stage_history]",
            run: "click",
        },
        {
            content: "The move is there without a reload",
            trigger: ".o_widget_stage_history .o_data_row:eq(0) td:contains(Offer)",
        },
        {
            content: "The first stay is below it",
            trigger: ".o_widget_stage_history .o_data_row:eq(1) td:contains(New)",
        },
        {
            content: "Nothing can be added",
            trigger: ".o_widget_stage_history:not(:has(.o_list_button_add))",
        },
        {
            content: "Open the history behind the button",
            trigger: "button[name=oplus_action_view_stage_history]",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:eq(0) td:contains(Offer)",
        },
        {
            content: "No record can be made or deleted here",
            trigger: ".o_control_panel:not(:has(.o_list_button_add))",
        },
        {
            content: "As a pivot",
            trigger: ".o_switch_view.o_pivot",
            run: "click",
        },
        {
            trigger: ".o_pivot th:contains(Offer)",
        },
        {
            content: "As a graph",
            trigger: ".o_switch_view.o_graph",
            run: "click",
        },
        {
            trigger: ".o_graph_canvas_container canvas",
        },
        {
            content: "The report has its place in the menu",
            trigger: "[data-menu-xmlid='crm.crm_menu_report']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='opportunity_plus.crm_lead_stage_history_menu']",
            run: "click",
        },
        {
            trigger: ".o_breadcrumb:contains(Stage History)",
        },
        {
            trigger: ".o_searchview_facet:contains(Finished Stays)",
        },
    ],
});
