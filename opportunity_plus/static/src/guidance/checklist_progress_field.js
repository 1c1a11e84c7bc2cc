import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** How many points of the checklist are done: `3/5`; nothing without a checklist. */
export class ChecklistProgressField extends Component {
    static template = "opportunity_plus.ChecklistProgressField";
    static props = { ...standardFieldProps };

    get done() {
        return this.props.record.data[this.props.name];
    }

    get total() {
        return this.props.record.data.checklist_total;
    }

    get tooltip() {
        return _t("Checklist: %(done)s of %(total)s points done", {
            done: this.done,
            total: this.total,
        });
    }
}

registry.category("fields").add("checklist_progress", {
    component: ChecklistProgressField,
    displayName: _t("Progress of the Checklist"),
    supportedTypes: ["integer"],
    listViewWidth: [80],
    fieldDependencies: [{ name: "checklist_total", type: "integer", readonly: true }],
});
