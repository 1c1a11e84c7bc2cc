import { registry } from "@web/core/registry";

const CARD = ".o_kanban_record:contains(Cold store)";
const SIGNAL = ".o_quotation_signal:contains(Sent today, valid 5 more days)";

registry.category("web_tour.tours").add("opportunity_plus_quotation", {
    steps: () => [
        {
            content: "The card tells how the quotation stands",
            trigger: `${CARD} ${SIGNAL}.text-warning-emphasis`,
        },
        {
            content: "That of another is a draft",
            trigger: `.o_kanban_record:contains(Pump) .o_quotation_signal.text-muted`,
        },
        {
            content: "Without quotation nothing is told, and a revenue of 0 is",
            trigger: `.o_kanban_record:contains(Nothing yet):not(:has(.o_quotation_signal)):contains(0.00)`,
        },
        {
            content: "Look for those about to expire",
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            trigger: ".o_filter_menu .o_menu_item:contains(Quotation Expiring)",
            run: "click",
        },
        {
            content: "The draft is not among them",
            trigger: `.o_kanban_renderer:not(:has(.o_kanban_record:contains(Pump))) ${CARD}`,
            run: "click",
        },
        {
            content: "Add a free text",
            trigger: ".o_form_view a[name=products]",
            run: "click",
        },
        {
            trigger: ".o_field_x2many_list_row_add a:contains(Add a free text)",
            run: "click",
        },
        {
            content: "It asks for the text at once",
            trigger:
                "[name=product_line_ids] .o_selected_row [name=name] textarea:focus",
            run: "edit Assembly on site",
        },
        {
            content: "The form names the quotation, and leads to it",
            trigger:
                "button[name=oplus_action_view_quotation]:contains(Quotation S-COLD sent today, valid 5 more days)",
            run: "click",
        },
        {
            content: "The order leads back",
            trigger:
                ".o_form_view:contains(S-COLD) button[name=oplus_action_view_opportunity]",
            run: "click",
        },
        {
            trigger: ".o_form_view button[name=oplus_action_view_quotation]",
        },
    ],
});
