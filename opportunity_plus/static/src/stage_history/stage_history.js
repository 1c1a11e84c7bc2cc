import { Component, useSubEnv } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { getDefaultConfig, View } from "@web/views/view";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * The stage history of the opportunity in the form.
 *
 * A one2many field would be read each time a form is opened. This reads the lines
 * when somebody looks at their page, and again after each move.
 */
export class StageHistory extends Component {
    static template = "opportunity_plus.StageHistory";
    static components = { View };
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
        // a view of its own, not one with the architecture of the form around it
        useSubEnv({ config: getDefaultConfig() });
    }

    get viewProps() {
        return {
            resModel: "crm.lead.stage.history",
            type: this.env.isSmall ? "kanban" : "list",
            domain: [["lead_id", "=", this.props.record.resId]],
            context: { opportunity_plus_one_lead: true },
            display: { controlPanel: false },
            allowSelectors: false,
            selectRecord: (resId) => this.open(resId),
        };
    }

    /** Changes whenever there may be a new line. */
    get viewKey() {
        const { data, resId } = this.props.record;
        return [resId, data.stage_id?.id, data.won_status].join();
    }

    open(resId) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Stage History"),
            res_model: "crm.lead.stage.history",
            res_id: resId,
            views: [[false, "form"]],
            target: "new",
        });
    }
}

registry.category("view_widgets").add("stage_history", {
    component: StageHistory,
    fieldDependencies: [
        { name: "stage_id", type: "many2one" },
        { name: "won_status", type: "selection" },
    ],
});
