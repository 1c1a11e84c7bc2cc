import { registry } from "@web/core/registry";

const COLUMN = ".o_kanban_group";
const OVERDUE = `${COLUMN}:first:contains(Overdue)`;

registry.category("web_tour.tours").add("opportunity_plus_forecast", {
    steps: () => [
        {
            content: "What is overdue comes first",
            trigger: `${OVERDUE} .o_kanban_record:contains(Cold store)`,
        },
        {
            content: "The card tells the weighted revenue and the whole one",
            trigger: `${OVERDUE} .o_kanban_record [name=weighted_revenue]:contains(600.00):contains(1,000.00)`,
        },
        {
            content: "What was won is in the month in which it was won",
            trigger: `${COLUMN}:eq(1) .o_kanban_record:contains(Pump)`,
        },
        {
            content: "Those without a date come last",
            trigger: `${COLUMN}:last:contains(None) .o_kanban_record:contains(Someday)`,
        },
        {
            content: "Expect it later",
            trigger: `${OVERDUE} .o_kanban_record:contains(Cold store)`,
            run: `drag_and_drop(${COLUMN}:eq(1))`,
        },
        {
            content: "It has a new date, once it is saved",
            trigger: `${COLUMN}:eq(1) .o_kanban_record:contains(Cold store):not(:contains(late))`,
        },
    ],
});
