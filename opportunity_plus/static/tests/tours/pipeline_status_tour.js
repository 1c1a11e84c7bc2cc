import { registry } from "@web/core/registry";

/** From a figure to its opportunities and back, and on to a call campaign. */
registry.category("web_tour.tours").add("opportunity_plus_pipeline_status", {
    steps: () => [
        {
            content: "one opportunity is in the first stage",
            trigger: ".o_status_graph tr[data-row=open]:contains(New):contains(1)",
        },
        {
            content: "the graph is there",
            trigger: ".o_status_graph canvas",
        },
        {
            content: "choose another period",
            trigger: ".o_report_period button",
            run: "click",
        },
        {
            content: "the year",
            trigger: ".o-dropdown-item:contains(This Year)",
            run: "click",
        },
        {
            content: "look at the money",
            trigger: ".btn[data-measure=value]",
            run: "click",
        },
        {
            content: "open what was won",
            trigger: ".o_status_graph tr[data-row=won] .btn-link:contains(1)",
            run: "click",
        },
        {
            content: "exactly that is listed",
            trigger:
                ".o_list_view:has(.o_data_row:only-child) .o_data_cell:contains(Bridge)",
        },
        {
            content: "go back",
            trigger: ".o_breadcrumb a:contains(Pipeline Status)",
            run: "click",
        },
        {
            content: "period and measure are as they were",
            trigger: ".btn[data-measure=value].active",
        },
        {
            content: "this year",
            trigger: ".o_report_period button:contains(This Year)",
        },
        {
            content: "filter",
            trigger: ".o_searchview_input",
            run: "edit Tower",
        },
        {
            content: "by name",
            trigger: ".o_searchview_autocomplete .o-dropdown-item:first",
            run: "click",
        },
        {
            content: "nothing was won there",
            trigger:
                ".o_status_graph tr[data-row=won]:not(:has(.o_figure)) td:contains(0)",
        },
        {
            content: "call the customers of the others",
            trigger: ".o_status_graph tr[data-row=open]:contains(New) .o_figure_menu",
            run: "click",
        },
        {
            content: "in a campaign",
            trigger: ".o-dropdown-item:contains(Call Campaign)",
            run: "click",
        },
        {
            content: "the preview of the campaign",
            trigger: ".o_form_view .alert:contains(open opportunity already)",
        },
    ],
});
