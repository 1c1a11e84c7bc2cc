import { registry } from "@web/core/registry";
import * as hoot from "@odoo/hoot-dom";

const CARD = ".o_kanban_record:contains(Tour deal)";

async function dropOn(anchor, zone) {
    const { moveTo, drop } = await hoot.drag(anchor);
    await moveTo(".o_kanban_group:nth-child(2)");
    await hoot.waitFor(".o_drop_bar");
    await moveTo(zone);
    await drop();
}

registry.category("web_tour.tours").add("opportunity_plus_closing", {
    steps: () => [
        {
            content: "Drop the card on Lost",
            trigger: CARD,
            run: ({ anchor }) => dropOn(anchor, ".o_drop_bar_lost"),
        },
        {
            content: "Think better of it",
            trigger: ".modal button[special=cancel]",
            run: "click",
        },
        {
            content: "The card is where it was; lose it again",
            trigger: `.o_kanban_group:nth-child(1) ${CARD}`,
            run: ({ anchor }) => dropOn(anchor, ".o_drop_bar_lost"),
        },
        {
            trigger: ".modal .o_selection_badge:contains(Too costly)",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_lost_reason_apply]",
            run: "click",
        },
        {
            content: "It is gone from the board; win the other one",
            trigger: `.o_kanban_view:not(:has(${CARD})) .o_kanban_record:contains(Other deal)`,
            run: ({ anchor }) => dropOn(anchor, ".o_drop_bar_won"),
        },
        {
            content: "The won stage asks why",
            trigger: ".modal textarea",
            run: "edit Signed today",
        },
        {
            trigger: ".modal button[name=action_apply]:visible",
            run: "click",
        },
        {
            content: "Open what was won",
            trigger:
                ".o_kanban_group:contains(Won) .o_kanban_record:contains(Other deal)",
            run: "click",
        },
        {
            content: "Ask for its reopening",
            trigger: "button[name=oplus_action_reopening_request]",
            run: "click",
        },
        {
            trigger: ".modal textarea",
            run: "edit Order cancelled",
        },
        {
            trigger: ".modal button[name=action_apply]:visible",
            run: "click",
        },
        {
            trigger: ".o_form_view .alert:contains(Order cancelled)",
        },
    ],
});
