import { Component, useSubEnv } from "@odoo/owl";

import { useService } from "@web/core/utils/hooks";
import { getDefaultConfig, View } from "@web/views/view";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * Lines of the opportunity on a page of its form.
 *
 * A one2many field would be read whenever the form opens. This view reads the lines
 * only when the user opens their page.
 */
export class LeadLines extends Component {
    static template = "opportunity_plus.LeadLines";
    static components = { View };
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
        // a separate configuration, not that of the form around the view
        useSubEnv({ config: getDefaultConfig() });
    }

    /** Subclasses add the model, and further props of the view. */
    get viewProps() {
        const { isSmall } = this.env;
        return {
            ...(isSmall ? { type: "kanban" } : { type: "list", allowSelectors: false }),
            domain: [["lead_id", "=", this.props.record.resId]],
            display: { controlPanel: false },
            selectRecord: (resId) => this.open(resId),
        };
    }

    /** Changes when lines may have changed, which reloads the view. */
    get viewKey() {
        return this.props.record.resId;
    }

    open(resId) {
        const { resModel: res_model, title: name } = this.constructor;
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: name.toString(),
                res_model,
                res_id: resId,
                views: [[false, "form"]],
                target: "new",
            },
            { onClose: () => this.closed() },
        );
    }

    /** Called when the dialog of a line was closed. */
    closed() {}
}
