import { registry } from "@web/core/registry";
import * as hoot from "@odoo/hoot-dom";

const column = (name) => `.o_kanban_group:contains(${name})`;
const card = (name) => `.o_kanban_record:contains(${name})`;
const NO_DIALOG = "body:not(:has(.modal))";
const QUICK = ".o_kanban_quick_create";

const closed = [
    {
        content: "Drag back what is won",
        trigger: `${column("Won")} ${card("Won deal")}`,
        run: `drag_and_drop(${column("New")})`,
    },
    {
        content: "It is refused: ask for it",
        trigger: ".modal #o_reopening_reason",
        run: "edit Order cancelled",
    },
    { trigger: ".modal .o_request_reopening:enabled", run: "click" },
    { trigger: `${NO_DIALOG} ${column("Won")} ${card("Won deal")}` },
];

const created = [
    {
        content: "Create in a column that asks for something",
        trigger: column("Talk"),
        async run({ anchor }) {
            await hoot.hover(anchor);
            await hoot.click(anchor.querySelector(".o_kanban_quick_add"));
        },
    },
    { trigger: `${QUICK} [name=name] input`, run: "edit Created deal" },
    { trigger: `${QUICK} [name=expected_revenue] input`, run: "edit 5000" },
    { trigger: `${QUICK} .o_kanban_add`, run: "click" },
    { trigger: ".modal .o_stage_move_lines:contains(Created deal)" },
    { trigger: ".modal [name=referred] input", run: "edit Somchai" },
    { trigger: ".modal-footer button[special=save]", run: "click" },
    { trigger: `${NO_DIALOG} ${column("Talk")} ${card("Created deal")}` },
    { trigger: `${QUICK} .o_kanban_cancel`, run: "click" },
];

const later = [
    {
        content: "Drag to a stage that asks for an order",
        trigger: `${column("New")} ${card("Open deal")}`,
        run: `drag_and_drop(${column("Offer")})`,
    },
    {
        content: "There is no quotation to open: make one",
        trigger: ".modal .o_stage_move_quotation button:only-child",
        run: "click",
    },
    {
        trigger: `${NO_DIALOG} .o_form_view button[name=action_confirm]:visible`,
        run: "click",
    },
    { trigger: ".o_form_view:not(:has(button[name=action_confirm]:visible))" },
    {
        content: "Go on with the move",
        trigger: ".o_notification_buttons button",
        run: "click",
    },
    {
        trigger:
            ".o_notification:not(:has(.o_notification_buttons)):contains(Open deal)",
    },
];

registry.category("web_tour.tours").add("opportunity_plus_refused", {
    steps: () => [...closed, ...created, ...later],
});
