import { markRaw } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { FetchRecordError } from "@web/model/relational_model/errors";
import { RelationalModel } from "@web/model/relational_model/relational_model";

// Users who assign an opportunity to somebody else may lose access to it: the server
// saves it and returns no record.
patch(RelationalModel.Record.prototype, {
    async _save(options = {}) {
        try {
            return await super._save(...arguments);
        } catch (error) {
            const isOutOfSight =
                this.resModel === "crm.lead" &&
                this.resId &&
                !options.nextId &&
                error instanceof FetchRecordError;
            if (!isOutOfSight) {
                throw error;
            }
            return this._leaveOutOfSight();
        }
    },

    async _leaveOutOfSight() {
        this._values = markRaw({ ...this._values, ...this._changes });
        this._changes = markRaw({});
        this.dirty = false;
        this.model.notification.add(
            _t("The opportunity was assigned. You can no longer see it."),
            { type: "success" },
        );
        if (this.config.isMonoRecord || this.model.root === this) {
            this.model.action.doAction("crm.action_your_pipeline", {
                clearBreadcrumbs: true,
            });
        } else {
            // not before the current operation has ended: loading waits for it
            Promise.resolve().then(() => this.model.load());
        }
        return true;
    },
});
