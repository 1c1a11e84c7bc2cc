import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { formatInteger } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The number of some records, with a link to them. */
export class FirstHourFigure extends Component {
    static template = "opportunity_plus.FirstHourFigure";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get label() {
        return this.props.record.fields[this.props.name].string;
    }

    get number() {
        return formatInteger(this.props.record.data[this.props.name]);
    }

    async open() {
        const { name, record } = this.props;
        const context = { ...user.context, figure: name.replace(/_count$/, "") };
        const args = [[record.resId]];
        const found = this.orm.call(record.resModel, "action_open", args, { context });
        this.action.doAction(await found);
    }
}

registry.category("fields").add("first_hour_figure", {
    component: FirstHourFigure,
    supportedTypes: ["integer"],
});
