import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const CARD = ".o_kanban_record:not(.o_kanban_ghost)";
const LOG = `${CARD} .o_log_contact`;
const FREE = "body:not(:has(.modal))";
const NOTHING = ".o_view_nocontent_smiling_face";

/**
 * The introduction of agents in three steps, on their own opportunities.
 *
 * Where nothing needs attention, it is told on the empty page, without the dialog.
 */
registry.category("web_tour.tours").add("opportunity_plus_introduction", {
    url: "/odoo/crm-today",
    steps: () => [
        {
            trigger: `${LOG}, ${NOTHING}`,
            content: _t(
                "Opportunities that need your attention today are listed here; each card says why. Have you just spoken with a customer? Log it on the card.",
            ),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            isActive: ["auto", LOG],
            trigger: ".modal label[for=contact_reached_no]",
            run: "click",
        },
        {
            isActive: [LOG],
            trigger: ".modal .o_contact_log_save",
            content: _t("Say how it went and what comes next, then save."),
            tooltipPosition: "top",
            run: "click",
        },
        {
            // the title stays in its place while the cards are loaded again
            trigger: `${FREE} .o_last_breadcrumb_item, ${FREE} ${CARD}, ${NOTHING}`,
            content: _t(
                "What you have planned is listed here on its day. A card stays as long as another reason on it is true. Open one: its form tells what its stage asks for, and the bar above moves it on. That is all for a good day.",
            ),
            tooltipPosition: "bottom",
            run: "click",
        },
    ],
});
