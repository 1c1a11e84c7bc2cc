import { crmKanbanView } from "@crm/views/crm_kanban/crm_kanban_view";
import { FILTER_ORDERS } from "@opportunity_plus/board_order/orders";
import { _t } from "@web/core/l10n/translation";
import { TodayHelp } from "./today_help";

// what wants attention first, then the largest
FILTER_ORDERS.push({
    key: "oplus_today",
    name: "today",
    label: _t("What Wants Attention"),
    terms: [
        { name: "oplus_attention", asc: true },
        { name: "prorated_revenue", asc: false },
    ],
});

const { Controller } = crmKanbanView;
Controller.components = { ...Controller.components, TodayHelp };
