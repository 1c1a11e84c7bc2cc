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

registry.category("web_tour.tours").add("opportunity_plus_first_hour_rates", {
    steps: () => [
        { trigger: "button[name=action_policies]", run: "click" },
        {
            content: "Other policies offer rates to the stages",
            trigger:
                ".modal:not(:has([name=give_rising_rates])) [name=given_rate_count]",
        },
        { trigger: ".modal button[name=action_give_rates_back]", run: "click" },
        {
            content: "It cannot be undone",
            trigger: ".modal:contains(cannot be undone) .btn-primary",
            run: "click",
        },
        { trigger: "body:not(:has(.modal)) .o_form_view button[name=action_policies]" },
    ],
});
