import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
import "@crm/js/tours/crm";

/** Add a step to Odoo's tour: the expected revenue, which is required here. */
patch(registry.category("web_tour.tours").get("crm_tour"), {
    steps() {
        const steps = super.steps();
        const adding = steps.findIndex(({ trigger }) =>
            trigger.includes(".o_kanban_add"),
        );
        steps.splice(adding, 0, {
            trigger: ".o_kanban_quick_create [name=expected_revenue] input",
            content: _t("Enter the expected revenue: 0 if you do not know it yet."),
            tooltipPosition: "right",
            run: "edit 0",
        });
        return steps;
    },
});
