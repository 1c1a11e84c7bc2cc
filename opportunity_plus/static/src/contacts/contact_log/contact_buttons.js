import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { isLoggable, logCall, logOnRecord } from "./contact_log";
import { telephone } from "./contact_words";

/** A button that logs a contact of an open opportunity. */
export class LogContact extends Component {
    static template = "opportunity_plus.LogContact";
    static props = { ...standardWidgetProps };

    setup() {
        this.ui = useService("ui");
    }

    get isShown() {
        return isLoggable(this.props.record);
    }

    log() {
        return logOnRecord(this.env, this.props.record);
    }
}

/** The phone number on the card of a small screen: a tap dials, and logs the call. */
export class CallCustomer extends LogContact {
    static template = "opportunity_plus.CallCustomer";

    get phone() {
        return this.props.record.data.phone;
    }

    get isShown() {
        return super.isShown && this.ui.isSmall && Boolean(this.phone);
    }

    get href() {
        return telephone(this.phone);
    }

    log() {
        return logCall(this.env, this.props.record);
    }
}

const fieldDependencies = [
    { name: "active", type: "boolean" },
    { name: "name", type: "char" },
    { name: "type", type: "selection" },
    { name: "won_status", type: "selection" },
];

registry.category("view_widgets").add("log_contact", {
    component: LogContact,
    fieldDependencies,
});
registry.category("view_widgets").add("call_customer", {
    component: CallCustomer,
    fieldDependencies: [...fieldDependencies, { name: "phone", type: "char" }],
});
