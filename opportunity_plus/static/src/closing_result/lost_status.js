import { StatusBarDurationField } from "@mail/views/fields/statusbar_duration/statusbar_duration_field";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

/** The status bar of a lost opportunity says so, after the stages. */
patch(StatusBarDurationField.prototype, {
    getAllItems() {
        const items = super.getAllItems();
        const { name, record } = this.props;
        const isLost =
            record.resModel === "crm.lead" && record.data.won_status === "lost";
        if (name !== "stage_id" || !isLost) {
            return items;
        }
        // the stage in which it was lost stays in sight
        const stages = items.map((item) => ({
            ...item,
            isFolded: item.isFolded && !item.isSelected,
            isSelected: false,
        }));
        const lost = {
            isFolded: false,
            isSelected: true,
            label: _t("Lost"),
            value: "lost",
        };
        return [...stages, lost];
    },
});
