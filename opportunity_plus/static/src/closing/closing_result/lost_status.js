import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { StatusBarField } from "@web/views/fields/statusbar/statusbar_field";

const LOST = "lost";

/** The status bar of a lost opportunity says so, after the stages; on any form. */
patch(StatusBarField.prototype, {
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
            value: LOST,
        };
        return [...stages, lost];
    },

    /**
     * "Lost" is no stage to move to. The stage in which it was lost asks for the reason
     * of reopening: to save it again would do nothing.
     */
    async selectItem(item) {
        const { name, record } = this.props;
        if (item?.value === LOST) {
            return;
        }
        const { oplus_can_reopen: canReopen, won_status: outcome } = record.data;
        const isReopened = name === "stage_id" && outcome === "lost" && canReopen;
        if (!isReopened || item.value !== record.data.stage_id?.id) {
            return super.selectItem(item);
        }
        await this.env.services.action.doActionButton({
            type: "object",
            name: "oplus_action_reopen",
            resModel: record.resModel,
            resId: record.resId,
            context: {},
            onClose: () => record.load(),
        });
    },
});
