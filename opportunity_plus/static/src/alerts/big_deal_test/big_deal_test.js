import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * A button that tests the rule in the form on past opportunities, without saving it.
 */
export class BigDealTest extends Component {
    static template = "opportunity_plus.BigDealTest";
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({ isRunning: false });
    }

    async test() {
        const { record } = this.props;
        this.state.isRunning = true;
        try {
            const values = await record.getChanges();
            await this.action.doAction(
                await this.orm.call(record.resModel, "action_test_on_history", [
                    record.resId,
                    values,
                ]),
            );
        } finally {
            this.state.isRunning = false;
        }
    }
}

registry.category("view_widgets").add("big_deal_test", { component: BigDealTest });
