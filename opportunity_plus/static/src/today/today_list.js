import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";
import { registry } from "@web/core/registry";
import { TodayHelp } from "./today_help";

class TodayListController extends ListController {
    static template = "opportunity_plus.TodayListView";
    static components = { ...ListController.components, TodayHelp };

    /** The help tells of the order that the list opens with. */
    get isInTodaysOrder() {
        return this.model.root.orderBy[0]?.name === "oplus_attention";
    }
}

registry.category("views").add("opportunity_plus_today_list", {
    ...listView,
    Controller: TodayListController,
});
