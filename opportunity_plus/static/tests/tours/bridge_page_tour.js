import { registry } from "@web/core/registry";

const LINE = ".o_bridge_table tr[data-movement=won]";
const GROUP = ".o_bridge_groups tr:contains(Offer) td[data-movement=closing]";

registry.category("web_tour.tours").add("opportunity_plus_bridge_page", {
    steps: () => [
        {
            content: "The page has its place in the menu",
            trigger: "[data-menu-xmlid='crm.crm_menu_report']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='opportunity_plus.crm_pipeline_bridge_menu']",
            run: "click",
        },
        {
            content: "It shows a bridge, and what was won",
            trigger: `.o_bridge_page:has(.o_bridge_chart canvas) ${LINE} .btn:contains(1)`,
        },
        {
            content: "Open what was won, as it was then",
            trigger: `${LINE} .btn:contains(1)`,
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:contains(Harbour crane):contains(Won)",
        },
        {
            content: "Back to the page",
            trigger:
                ".o_breadcrumb .o_back_button, .breadcrumb-item a:contains(Over Time)",
            run: "click",
        },
        {
            content: "By stage",
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            trigger: ".o_group_by_menu .o_menu_item:contains(Stage)",
            run: "click",
        },
        {
            content: "Each stage has a line; open what is in Offer",
            trigger: `${GROUP} .btn:first`,
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:contains(Market hall)",
        },
        {
            trigger:
                ".o_breadcrumb .o_back_button, .breadcrumb-item a:contains(Over Time)",
            run: "click",
        },
        {
            content: "The grouping is still there; look at one day",
            trigger: ".o_bridge_page:has(.o_bridge_groups)",
        },
        {
            trigger: "button[data-mode=date]",
            run: "click",
        },
        {
            trigger: ".o_bridge_date tr:contains(Offer)",
        },
        {
            content: "A day before anything was recorded",
            trigger: "#o_bridge_day",
            run: "edit 01/15/2001 && press Enter",
        },
        {
            trigger: ".o_bridge_empty:contains(Nothing is recorded)",
        },
    ],
});
