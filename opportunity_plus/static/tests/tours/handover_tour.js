import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("opportunity_plus_handover", {
    steps: () => [
        {
            content: "Archive a salesperson who still has opportunities",
            trigger: ".o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu .o_menu_item:contains(Archive)",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary:contains(Archive)",
            run: "click",
        },
        {
            content: "The handover is offered",
            trigger: ".modal button[name=action_handover_archive]",
            run: "click",
        },
        {
            content: "The leaver is chosen, the successor is not",
            trigger: ".o_field_widget[name=successor_ids] input",
            run: "edit Colleague",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Colleague)",
            run: "click",
        },
        {
            content: "See what will move",
            trigger: "button[name=action_prepare]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=summary] td:contains(Opportunities)",
        },
        {
            trigger: ".nav-link[name=records]",
            run: "click",
        },
        {
            content: "Leave one out",
            trigger: ".o_data_row:contains(Opportunity 1) td[name=successor_id]",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Opportunity 1) td[name=successor_id] input",
            run: "clear",
        },
        {
            trigger: ".nav-link[name=summary]",
            run: "click",
        },
        {
            content: "Hand over",
            trigger: "button[name=action_run]",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary:contains(Hand Over)",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[aria-checked=true]:contains(Done)",
        },
        {
            content: "The receipt says what became of each record",
            trigger: "button[name=action_view_lines]",
            run: "click",
        },
        {
            trigger: ".o_group_header:contains(Opportunities)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Opportunity 0):contains(Handed Over)",
        },
        {
            trigger: ".o_data_row:contains(Opportunity 1):contains(No successor)",
        },
        {
            content: "Go back and undo",
            trigger: ".o_back_button, .breadcrumb-item a:contains(Agent,)",
            run: "click",
        },
        {
            trigger: "button[name=action_undo]",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary:contains(Undo)",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[aria-checked=true]:contains(Undone)",
        },
    ],
});
