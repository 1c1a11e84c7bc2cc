import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { StatusBarField } from "@web/views/fields/statusbar/statusbar_field";

const LOST = "lost";

function isOfLost({ name, record }) {
    const isDeal = name === "stage_id" && record.resModel === "crm.lead";
    return isDeal && record.data.won_status === "lost";
}

/** The status bar of a lost opportunity says so, after the stages; on any form. */
patch(StatusBarField.prototype, {
    getAllItems() {
        const items = super.getAllItems();
        if (!isOfLost(this.props)) {
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
     * "Lost" is no stage to move to. Any stage opens the dialog that reopens: a move
     * alone would leave it lost. What was typed on the form is saved first, as by a
     * button of the form.
     */
    async selectItem(item) {
        const { record } = this.props;
        if (!isOfLost(this.props)) {
            return super.selectItem(item);
        }
        if (item.value === LOST) {
            return;
        }
        if (!record.data.oplus_can_reopen) {
            return super.selectItem(item);
        }
        if (await record.save()) {
            await this.env.services.action.doActionButton({
                type: "object",
                name: "oplus_action_reopen",
                args: JSON.stringify([item.value]),
                resModel: record.resModel,
                resId: record.resId,
                context: {},
                onClose: () => record.load(),
            });
        }
    },
});
