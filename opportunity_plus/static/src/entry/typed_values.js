import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { FormController } from "@web/views/form/form_controller";

const DEAL = "crm.lead";

/**
 * Remembers which fields of an opportunity the user has typed in. A new opportunity
 * without any is not saved when the user leaves the form: closing the tab would even
 * save it twice, once when the page is hidden and once when it is unloaded.
 */
patch(RelationalModel.Record.prototype, {
    setup() {
        // before super, which calls _setData
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

    _discard() {
        const result = super._discard(...arguments);
        for (const name of this.oplusTyped) {
            if (!(name in this._changes)) {
                this.oplusTyped.delete(name);
            }
        }
        return result;
    },

    /**
     * Leave the probability to the policy and the scoring unless the user has entered
     * it: what an onchange proposed is no decision of a person.
     */
    _getChanges(changes, { withReadonly } = {}) {
        const result = super._getChanges(...arguments);
        const { isNew, data, oplusTyped, resModel } = this;
        const isDecided = !isNew || data.type === "opportunity";
        if (resModel === DEAL && isDecided && !withReadonly) {
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
        // isDirty() includes a value that is just being typed
        if (isLeft && !(await root.isDirty())) {
            return;
        }
        return super.beforeVisibilityChange(...arguments);
    },
});
