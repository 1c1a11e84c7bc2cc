import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const column = (name) => `.o_kanban_group:contains(${name})`;
const card = (number, name) => `.o_kanban_record:eq(${number}):contains(${name} deal)`;

/** Steps that choose an entry of the menu of orders. */
function choose(label) {
    return [
        { trigger: ".o_board_order", run: "click" },
        {
            trigger: `.o_board_order_menu .o_menu_item:contains(${label})`,
            run: "click",
        },
    ];
}

tours.add("opportunity_plus_board_order", {
    steps: () => [
        {
            content: "Odoo's order: the last one created comes first",
            trigger: `${column("New")} ${card(0, "Late")}`,
        },
        ...choose("Expected Revenue"),
        {
            trigger: `${column("New")} ${card(0, "Large")}`,
        },
        {
            content: "A drop moves the card; the order decides on the place",
            trigger: `${column("New")} ${card(0, "Large")}`,
            run: `drag_and_drop(${column("Offer")})`,
        },
        {
            trigger: `${column("Offer")} ${card(0, "Large")}`,
        },
        {
            trigger: `${column("Offer")} ${card(1, "Offered")}`,
        },
        {
            trigger: `${column("New")} ${card(0, "Late")}`,
        },
    ],
});

tours.add("opportunity_plus_board_kept", {
    steps: () => [
        {
            content: "The board opens as it was left",
            trigger: `.o_board_order.active`,
        },
        {
            trigger: `${column("Offer")} ${card(0, "Large")}`,
        },
        ...choose("Lowest first"),
        {
            trigger: `${column("Offer")} ${card(0, "Offered")}`,
        },
        {
            content: "Today is a filter, too, and puts the late one first",
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            trigger: ".o_filter_menu .o_menu_item:contains(/^Today$/)",
            run: "click",
        },
        {
            trigger: `.o_searchview_facet:contains(Today)`,
        },
        {
            trigger: `${column("New")} ${card(0, "Late")}:contains(Expected closing passed 3 days ago)`,
        },
    ],
});

tours.add("opportunity_plus_today", {
    steps: () => [
        {
            trigger: `${card(0, "Late")}:contains(Expected closing passed 3 days ago)`,
        },
        {
            trigger: `${card(1, "Large")}:contains(No next step)`,
        },
        {
            trigger: ".o_today_help_button",
            run: "click",
        },
        {
            trigger: ".o_today_help li:contains(The next step is overdue)",
        },
        {
            content: "The list is in the same order",
            trigger: ".o_switch_view.o_list",
            run: "click",
        },
        {
            trigger: ".o_data_row:eq(0):contains(Expected closing passed 3 days ago)",
        },
        {
            trigger: ".o_data_row:eq(1):contains(Large deal)",
        },
        {
            trigger: ".o_today_help_button",
            run: "click",
        },
        {
            trigger: ".o_today_help li:contains(The next step is overdue)",
        },
    ],
});

tours.add("opportunity_plus_today_reason_phone", {
    steps: () => [
        {
            content: "A thumb reads the whole reason, on two lines",
            trigger: ".o_kanban_record .o_attention:contains(was due 3 days ago)",
            run({ anchor }) {
                const { clientHeight, clientWidth, scrollHeight, scrollWidth } = anchor;
                if (scrollWidth > clientWidth || scrollHeight > clientHeight + 1) {
                    throw new Error("The reason is cut off");
                }
            },
        },
    ],
});

tours.add("opportunity_plus_today_phone", {
    steps: () => [
        {
            trigger: `${card(0, "Late")}:contains(Expected closing passed 3 days ago)`,
        },
        ...choose("Expected Revenue"),
        {
            trigger: card(0, "Large"),
        },
        ...choose("Lowest first"),
        {
            trigger: card(0, "Small"),
        },
        {
            content: "A tap on the card opens it",
            trigger: `${card(0, "Small")} .o_opportunity_card_name`,
            run: "click",
        },
        {
            trigger:
                ".o_form_view .o_field_widget[name=name]:contains(Small deal), .o_form_view [name=name] textarea",
        },
    ],
});
