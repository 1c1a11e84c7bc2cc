import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

import { LeadLines } from "../lead_lines/lead_lines";

/** The stage history in the form, reloaded after each move. */
export class StageHistory extends LeadLines {
    static resModel = "crm.lead.stage.history";
    static title = _t("Stage History");

    get viewProps() {
        return {
            ...super.viewProps,
            resModel: StageHistory.resModel,
            context: { opportunity_plus_one_lead: true },
        };
    }

    get viewKey() {
        const { data, resId } = this.props.record;
        return [resId, data.stage_id?.id, data.won_status].join();
    }
}

registry.category("view_widgets").add("stage_history", {
    component: StageHistory,
    fieldDependencies: [
        { name: "stage_id", type: "many2one" },
        { name: "won_status", type: "selection" },
    ],
});
