import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";
import { registry } from "@web/core/registry";
import { TodayHelp } from "./today_help";

class TodayListController extends ListController {
    static template = "opportunity_plus.TodayListView";
    static components = { ...ListController.components, TodayHelp };

    /** The help tells of the order that the list opens with. */
    get isInTodaysOrder() {
        const [first] = this.model.root.orderBy.filter(
            ({ name }) => name !== "__count",
        );
        return first?.name === "oplus_attention" && first.asc;
    }
}

registry.category("views").add("opportunity_plus_today_list", {
    ...listView,
    Controller: TodayListController,
});
