import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { Record } from "@web/model/relational_model/record";

const labelOf = ({ fields }, name) => fields[name]?.string || name;

/** Forms of opportunities, and the dialogs for them, say which fields are missing. */
patch(Record.prototype, {
    _displayInvalidFieldNotification() {
        const labels = [...this._invalidFields].map((name) => labelOf(this, name));
        if (!this.resModel.startsWith("crm.lead") || !labels.length) {
            return super._displayInvalidFieldNotification();
        }
        const message = _t("Fill in or correct: %s", labels.join(", "));
        return this.model.notification.add(message, { type: "danger" });
    },
});
