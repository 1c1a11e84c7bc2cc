import { registry } from "@web/core/registry";

import { ReportAction } from "@opportunity_plus/reports/report_action";
import { BridgePage } from "./bridge_page";

// the filters of the search view that group
const GROUPS = {
    stage_today_id: "group_by_stage_today",
    stage_id: "group_by_stage",
    team_id: "group_by_team",
    salesperson_id: "group_by_salesperson",
    opportunity_type_id: "group_by_type",
    company_id: "group_by_company",
};

/** The pipeline of any day, and what happened to it in a period. */
export class BridgeAction extends ReportAction {
    static Page = BridgePage;
    static resModel = "crm.lead.revision";
    static searchView = "opportunity_plus.crm_lead_revision_view_search_bridge";
    static searchMenuTypes = ["filter", "groupBy", "favorite"];

    /** The address also tells by what the figures are grouped. */
    getSearchProps(asked) {
        const props = super.getSearchProps(asked);
        const names = String((!props.globalState && asked.group) || "").split(",");
        for (const [index, name] of names.entries()) {
            if (Object.hasOwn(GROUPS, name)) {
                props.context[`search_default_${GROUPS[name]}`] = index + 1;
            }
        }
        return { ...props, hideCustomGroupBy: true };
    }
}

registry.category("actions").add("opportunity_pipeline_bridge", BridgeAction);
