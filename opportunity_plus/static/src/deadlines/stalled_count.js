import { RottingColumnProgress } from "@mail/js/rotting_mixin/rotting_column_progress";
import { RottingKanbanController } from "@mail/js/rotting_mixin/rotting_kanban_controller";
import { patch } from "@web/core/utils/patch";

/**
 * How many opportunities are stalled in a column; undefined where the server has not
 * counted them, as on the boards of other models.
 */
function stalledCount(progressBarState, group) {
    const counts = progressBarState._pbCounts?.oplus_stalled;
    return counts && (counts[progressBarState._getGroupValue(group)] || 0);
}

/** The badge of a column counts the cards that are loaded; the filter finds all. */
patch(RottingColumnProgress.prototype, {
    getRottingGroupCount(group) {
        const found = super.getRottingGroupCount(group);
        const value = stalledCount(this.props.progressBarState, group);
        return "value" in found && value !== undefined ? { ...found, value } : found;
    },
});

/** So does the number of a column while the badge filters it. */
patch(RottingKanbanController.prototype, {
    setup() {
        super.setup();
        if (this.progressBarState) {
            patch(this.progressBarState, {
                getGroupCount(group) {
                    const isFiltered = this.rotIsFiltered[group.id];
                    return isFiltered && stalledCount(this, group) !== undefined
                        ? group.list.count
                        : super.getGroupCount(group);
                },
            });
        }
    },
});
