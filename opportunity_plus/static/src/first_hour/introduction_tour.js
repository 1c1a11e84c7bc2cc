import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const CARD = ".o_kanban_record:not(.o_kanban_ghost)";

/** The introduction of agents in three steps, on their own opportunities. */
registry.category("web_tour.tours").add("opportunity_plus_introduction", {
    url: "/odoo/crm-today",
    steps: () => [
        {
            trigger: `${CARD} .o_log_contact`,
            content: _t(
                "These opportunities want you today; each card says why. Have you just spoken with a customer? Log it here.",
            ),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            isActive: ["auto"],
            trigger: ".modal label[for=contact_reached_no]",
            run: "click",
        },
        {
            trigger: ".modal .o_contact_log_save",
            content: _t("Say how it went and what comes next, then save."),
            tooltipPosition: "top",
            run: "click",
        },
        {
            isActive: ["auto"],
            trigger: "body:not(:has(.modal))",
        },
        {
            trigger: `${CARD}, .o_view_nocontent_smiling_face`,
            content: _t(
                "What you have planned comes back on its day. Open the next one: its form tells what its stage asks for, and the bar above moves it on.",
            ),
            tooltipPosition: "bottom",
            run: "click",
        },
    ],
});
