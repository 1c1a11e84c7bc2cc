import { registry } from "@web/core/registry";

const CARD = ".o_kanban_record:contains(Tour deal)";
const SAVE = ".modal .o_contact_log_save:enabled";
const NO_DIALOG = "body:not(:has(.modal))";
const LOGGED = ".o_notification:contains(Contact logged: Tour deal)";

function pick(name, value) {
    return {
        trigger: `.modal label[for=contact_${name}_${value}]`,
        run: "click",
    };
}

function write(text) {
    return { trigger: ".modal .o_contact_log_note", run: `edit ${text}` };
}

registry.category("web_tour.tours").add("opportunity_plus_contact_log", {
    steps: () => [
        {
            content: "Called, not reached, again tomorrow: the first tap",
            trigger: `${CARD} .o_log_contact`,
            run: "click",
        },
        {
            content: "The planned call is done by it",
            trigger:
                ".modal .o_contact_log_activity:has(option:selected:contains(Call))",
        },
        pick("reached", "no"),
        { trigger: SAVE, run: "click" },
        { trigger: `${NO_DIALOG} ${LOGGED}:contains(Next: Call)` },
        {
            content: "The same from the menu of the card",
            trigger: `${CARD}`,
            run: "hover && click .o_kanban_record:contains(Tour deal) .o_dropdown_kanban button",
        },
        {
            trigger: ".o-dropdown--menu .dropdown-item:contains(Log a Contact)",
            run: "click",
        },
        {
            trigger: ".modal .o_contact_log_name:contains(Tour deal)",
            run: "press Escape",
        },
        { trigger: `${NO_DIALOG} ${CARD}`, run: "click" },
        {
            content: "By keyboard from the form, where something is not saved yet",
            trigger: ".o_form_view .o_field_widget[name=name] textarea",
            run: "edit Tour deal two",
        },
        { trigger: ".o_form_view .o_statusbar_buttons", run: "press Alt+o" },
        write("They want an offer"),
        pick("kind", "visit"),
        pick("next", "7"),
        {
            content: "A stage that asks for a reason and for more",
            trigger: ".modal .o_contact_log_stage",
            run: "selectByLabel Offer",
        },
        { trigger: ".modal .o_contact_log_reason", run: "edit They asked" },
        { trigger: SAVE, run: "click" },
        {
            trigger:
                ".modal .o_field_widget[name=stage_change_reason] textarea:value(They asked)",
        },
        {
            trigger: ".modal .o_field_widget[name=website] input",
            run: "edit https://mango.example",
        },
        {
            content: "Contact and move are saved together",
            trigger: ".modal:has(.o_stage_move) .modal-footer button:contains(Move)",
            run: "click",
        },
        { trigger: `${NO_DIALOG} ${LOGGED}:contains(Now in Offer.)` },
        {
            trigger: ".o_statusbar_status button[aria-checked=true]:contains(Offer)",
        },
        {
            trigger:
                ".o_form_view .o_field_widget[name=name] textarea:value(Tour deal two)",
        },
        { trigger: ".o-mail-Message:contains(They want an offer)" },
    ],
});

registry.category("web_tour.tours").add("opportunity_plus_contact_log_customer", {
    steps: () => [
        {
            trigger: ".oe_stat_button:contains(Log a Contact)",
            run: "click",
        },
        {
            content: "Two opportunities are open: choose",
            trigger: ".modal .o_contact_log_lead",
            run: "selectByLabel Tour deal",
        },
        write("At the fair"),
        { trigger: SAVE, run: "click" },
        { trigger: `${NO_DIALOG} ${LOGGED}` },
    ],
});

/** A tap on a number, which does not dial. */
function tapOn(number) {
    return {
        trigger: `${number}[href="tel:+662123"]`,
        run: ({ anchor }) => {
            anchor.addEventListener("click", (event) => event.preventDefault());
            anchor.click();
        },
    };
}

registry.category("web_tour.tours").add("opportunity_plus_contact_log_person", {
    steps: () => [
        {
            content: "The opportunity is one of the company",
            ...tapOn(".o_form_view .o_field_phone a"),
        },
        { trigger: ".modal .o_contact_log #contact_kind_call:checked" },
        write("They want an offer"),
        { trigger: SAVE, run: "click" },
        { trigger: `${NO_DIALOG} ${LOGGED}` },
    ],
});

registry.category("web_tour.tours").add("opportunity_plus_contact_log_back", {
    steps: () => [
        { trigger: CARD, run: "click" },
        { trigger: ".o_form_view .o_contact_log_button", run: "click" },
        write("They need it by May"),
        {
            content: "One gesture too many on the way back from the dialer",
            trigger: ".modal .o_contact_log_note:value(They need it by May)",
            run: () => history.back(),
        },
        { trigger: `${NO_DIALOG} ${CARD}`, run: "click" },
        { trigger: ".o_form_view .o_contact_log_button", run: "click" },
        { trigger: ".modal .o_contact_log_note:value(They need it by May)" },
        { trigger: SAVE, run: "click" },
        { trigger: `${NO_DIALOG} ${LOGGED}` },
    ],
});

registry.category("web_tour.tours").add("opportunity_plus_contact_log_phone", {
    steps: () => [
        {
            content: "A tap on the number: the dialer and the dialog",
            ...tapOn(`${CARD} .o_call_customer`),
        },
        { trigger: ".modal .o_contact_log #contact_kind_call:checked" },
        pick("reached", "no"),
        {
            content: "Nothing is wider than the screen, or smaller than a thumb",
            trigger: ".modal .o_contact_log_save:enabled",
            run: ({ anchor }) => {
                const small = [...document.querySelectorAll(".modal .btn")].filter(
                    (button) =>
                        button.offsetHeight &&
                        button.offsetHeight < 44 &&
                        !button.matches("header *"),
                );
                if (small.length || document.body.scrollWidth > window.innerWidth) {
                    throw new Error(
                        `Too small or too wide: ${small.map((one) => one.className)}`,
                    );
                }
                anchor.click();
            },
        },
        { trigger: `${NO_DIALOG} ${LOGGED}:contains(Next: Call)` },
        {
            content: "From the form",
            trigger: CARD,
            run: "click",
        },
        { trigger: ".o_form_view .o_contact_log_button", run: "click" },
        write("Reached this time"),
        { trigger: SAVE, run: "click" },
        {
            content: "The call of tomorrow is planned still",
            trigger: `${NO_DIALOG} ${LOGGED}:contains(Next: Call)`,
        },
    ],
});
