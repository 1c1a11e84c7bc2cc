import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { Record } from "@web/model/relational_model/record";

/** Forms of opportunities, and the dialogs for them, say which fields are missing. */
patch(Record.prototype, {
    _displayInvalidFieldNotification() {
        const labels = [...this._invalidFields].map((name) => this._labelOf(name));
        if (!this.resModel.startsWith("crm.lead") || !labels.length) {
            return super._displayInvalidFieldNotification();
        }
        const message = _t("Fill in or correct: %s", labels.join(", "));
        return this.model.notification.add(message, { type: "danger" });
    },

    _labelOf(name) {
        return this.fields[name]?.string || name;
    },
});
