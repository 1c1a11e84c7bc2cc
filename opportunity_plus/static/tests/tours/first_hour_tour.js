import { registry } from "@web/core/registry";

const FIGURE = ".o_field_widget[name=no_salesperson_count] button";

registry.category("web_tour.tours").add("opportunity_plus_first_hour", {
    steps: () => [
        {
            content: "Whether the policy is in force",
            trigger: ".o_field_widget[name=opportunity_facts_required] input:disabled",
        },
        {
            content: "Settings are for system administrators",
            trigger: ".o_form_view:not(:has(a[href*='/odoo/settings']))",
        },
        { trigger: FIGURE, run: "click" },
        { trigger: ".o_list_view .o_data_row:contains(Tour deal)" },
        { trigger: ".breadcrumb-item a, .o_back_button", run: "click" },
        { trigger: FIGURE },
        {
            content: "It stays reachable",
            trigger: ".o_menu_sections [data-menu-xmlid='crm.crm_menu_config']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='opportunity_plus.crm_first_hour_menu']",
            run: "click",
        },
        { trigger: `.o_form_view ${FIGURE}` },
    ],
});
