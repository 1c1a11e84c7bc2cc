import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { FormController } from "@web/views/form/form_controller";

const DEAL = "crm.lead";

/**
 * Knows what a person typed on an opportunity, as opposed to what was proposed. A new
 * one that nobody touched is not stored by leaving it: a tab that is closed would store
 * it even twice, once when it goes out of sight and once when it is unloaded.
 */
patch(RelationalModel.Record.prototype, {
    setup() {
        // before super, which sets the data
        this.oplusTyped = markRaw(new Set());
        super.setup(...arguments);
    },

    _setData(data, options) {
        if (!options?.keepChanges) {
            this.oplusTyped.clear();
        }
        return super._setData(...arguments);
    },

    _applyChanges(changes) {
        if (this.resModel === DEAL) {
            Object.keys(changes).forEach((name) => this.oplusTyped.add(name));
        }
        return super._applyChanges(...arguments);
    },

    /** A rate that nobody touched is left to the policy. */
    _getChanges(changes, { withReadonly } = {}) {
        const result = super._getChanges(...arguments);
        const { isNew, data, oplusTyped, resModel } = this;
        if (
            resModel === DEAL &&
            isNew &&
            data.type === "opportunity" &&
            !withReadonly
        ) {
            if (!oplusTyped.has("probability")) {
                delete result.probability;
            }
        }
        return result;
    },

    async _save() {
        if (this.model._urgentSave && this.isOplusUntouched) {
            return true;
        }
        return super._save(...arguments);
    },

    get isOplusUntouched() {
        return this.resModel === DEAL && this.isNew && !this.dirty;
    },
});

patch(FormController.prototype, {
    async beforeVisibilityChange() {
        const { root } = this.model;
        const isLeft = document.visibilityState === "hidden" && root.isOplusUntouched;
        // what is being typed counts
        if (isLeft && !(await root.isDirty())) {
            return;
        }
        return super.beforeVisibilityChange(...arguments);
    },
});
