import { registry } from "@web/core/registry";

/** A rule is tried on the past before it is saved, and refused without recipients. */
registry.category("web_tour.tours").add("opportunity_plus_big_deal_rule", {
    steps: () => [
        {
            content: "a new rule",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "with a name",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Large",
        },
        {
            content: "and an amount",
            trigger: ".o_field_widget[name=minimum_amount] input",
            run: "edit 123456",
        },
        {
            content: "is tested as it stands",
            trigger: "button:contains(Test on History)",
            run: "click",
        },
        {
            content: "the deal is listed",
            trigger: ".modal .o_data_cell:contains(Bridge over the river)",
        },
        {
            content: "back to the form",
            trigger: ".modal-footer button:contains(Close)",
            run: "click",
        },
        {
            content: "nothing is stored yet",
            trigger: "body:not(:has(.modal)) .o_form_button_save",
            run: "click",
        },
        {
            content: "nobody would be told",
            trigger: ".modal .modal-body:contains(Choose who is told)",
        },
        {
            content: "understood",
            trigger: ".modal-footer button:contains(Close)",
            run: "click",
        },
        {
            content: "tell the salesperson",
            trigger: ".o_field_widget[name=notify_salesperson] input",
            run: "check",
        },
        {
            content: "save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "it is stored",
            trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_dirty))",
        },
    ],
});
