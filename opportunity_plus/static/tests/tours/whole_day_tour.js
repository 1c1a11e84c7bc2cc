import { registry } from "@web/core/registry";
import { chooseFilter, chooseOnCard, isReloaded } from "./tour_steps";

const tours = registry.category("web_tour.tours");
const card = (name) => `.o_kanban_record:contains(${name} deal)`;
const without = (name) => `.o_kanban_renderer:not(:has(${card(name)}))`;
const NO_DIALOG = "body:not(:has(.modal))";

/** A tap on the number: the dialer, which is left out here, and the dialog. */
const call = {
    content: "Call",
    trigger: `${card("Mango")} .o_call_customer[href^='tel:']`,
    run({ anchor }) {
        anchor.addEventListener("click", (event) => event.preventDefault());
        anchor.click();
    },
};
const log = { trigger: `${card("Mango")} .o_log_contact`, run: "click" };
const showSearch = { trigger: ".o_control_panel .btn:has(.fa-search)", run: "click" };

/** A day from *Today*, by selectors alone, so in any language. */
function day(isPhone) {
    return [
        {
            content: "Today says what wants attention first, and why",
            trigger: `.o_kanban_record:eq(0):contains(Mango deal) .o_attention_3_late`,
        },
        isPhone ? call : log,
        {
            content: "Not reached: again tomorrow",
            trigger: ".modal label[for=contact_reached_no]",
            run: "click",
        },
        { trigger: ".modal .o_contact_log_save:enabled", run: "click" },
        {
            content: "It moves on",
            trigger: `${NO_DIALOG} .o_notification:contains(Mango deal)`,
        },
        ...chooseOnCard(card("Mango"), "[name=oplus_action_next_stage]"),
        { trigger: ".o_notification:contains(Talk)" },
        isReloaded(card("Mango")),
        ...chooseOnCard(
            card("Durian"),
            "[name=action_set_won_rainbowman] + .dropdown-item",
        ),
        { trigger: ".modal .o_selection_badge:contains(Too costly)", run: "click" },
        { trigger: ".modal button[name=action_lost_reason_apply]", run: "click" },
        { trigger: `${NO_DIALOG} .o_closing_card_lost:contains(Durian deal)` },
        { trigger: without("Durian") },
        ...chooseOnCard(card("Mango"), "[name=action_set_won_rainbowman]"),
        { trigger: ".o_closing_card_won:contains(Mango deal)" },
        { trigger: without("Mango") },
        ...(isPhone ? [showSearch] : []),
        ...chooseFilter("quotation_expiring"),
        {
            trigger: `${without("Papaya")} ${card("Guava")} .o_quotation_signal.text-warning-emphasis`,
        },
    ];
}

tours.add("opportunity_plus_whole_day", { steps: () => day(false) });
tours.add("opportunity_plus_whole_day_phone", { steps: () => day(true) });
