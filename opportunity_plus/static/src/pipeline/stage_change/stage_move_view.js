import { onMounted } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { isBlank } from "./blank";

export const TAG = "opportunity_plus_stage_move";

/** What is missing is not wrong before somebody tries to move without it. */
class StageMoveRecord extends formView.Model.Record {
    _setData() {
        super._setData(...arguments);
        this._invalidFields.clear();
        this._unsetRequiredFields.clear();
    }
}

class StageMoveModel extends formView.Model {
    static Record = StageMoveRecord;
}

/** The form is saved by its button alone, which also moves. */
export class StageMoveController extends FormController {
    static props = { ...FormController.props, showRecord: Function };

    setup() {
        super.setup();
        onMounted(() => this.props.showRecord(this.model.root));
    }

    async beforeLeave() {}
    async beforeUnload() {}
}

registry.category("views").add(TAG, {
    ...formView,
    Controller: StageMoveController,
    Model: StageMoveModel,
});

/**
 * Where the form of several opportunities, or of a new one, is opened: what is asked for
 * starts empty, since a default would be an answer that nobody has given.
 *
 * @param {{lacks: Object[]}} asks
 * @returns {Object} the context
 */
export function emptyContext({ lacks }) {
    const asked = lacks.flatMap(({ fields }) => fields.map(({ name }) => name));
    const empty = asked.map((name) => [`default_${name}`, false]);
    return { ...Object.fromEntries(empty), default_type: "opportunity" };
}

/**
 * Whether a field has a value, by the same rule as on the server.
 *
 * @param {Record} record
 * @param {string} name
 * @returns {boolean}
 */
export function isFilled({ data, fields }, name) {
    const value = data[name];
    switch (fields[name].type) {
        case "many2many":
            return value.count > 0;
        case "html":
            return !isBlank(String(value || "").replace(/<[^>]*>/g, ""));
        case "char":
        case "text":
            return !isBlank(value || "");
    }
    return Boolean(value);
}
