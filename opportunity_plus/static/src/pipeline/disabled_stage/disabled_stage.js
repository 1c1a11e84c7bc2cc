import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { StatusBarField } from "@web/views/fields/statusbar/statusbar_field";

/** Marks the disabled stage in which a closed opportunity stands. */
patch(StatusBarField.prototype, {
    getAllItems() {
        const items = super.getAllItems();
        const { name, record } = this.props;
        if (name === "stage_id" && record.data.oplus_is_stage_enabled === false) {
            for (const item of items.filter(({ isSelected }) => isSelected)) {
                item.label = _t("%s (off)", item.label);
            }
        }
        return items;
    },
});
