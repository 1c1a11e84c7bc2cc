import { crmKanbanView } from "@crm/views/crm_kanban/crm_kanban_view";
import { patch } from "@web/core/utils/patch";

// a column of today's stages gives its stage, see models/pipeline/disabled_stage.py
const GIVING = "oplus_stage_today_id";

/**
 * Quick create is offered where a new opportunity will stand in the column. Where nobody
 * can give it the value of the column, such as an outcome, *New* opens the whole form.
 */
patch(crmKanbanView.Controller.prototype, {
    isQuickCreateField(field) {
        const isGiven = !field?.readonly || field.name === GIVING;
        return isGiven && super.isQuickCreateField(...arguments);
    },
});
