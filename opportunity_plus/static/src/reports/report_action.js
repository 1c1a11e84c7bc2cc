import { Component } from "@odoo/owl";
import { Domain } from "@web/core/domain";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { WithSearch } from "@web/search/with_search/with_search";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { workInCompanies } from "./companies";

/** Whether the filter of an address is whole: long ones are cut on their way. */
function isWhole(domain) {
    try {
        new Domain(domain).toList(user.context);
        return true;
    } catch {
        return false;
    }
}

/**
 * A client action that shows a report below Odoo's search bar.
 *
 * A report is a subclass with its `Page`, a `ReportPage`; `resModel`, the model that is
 * searched; and `searchView`, the XML id of a search view. What the address asks for
 * comes before the defaults of the action and the user's default favorite.
 */
export class ReportAction extends Component {
    static template = "opportunity_plus.ReportAction";
    static components = { WithSearch };
    static props = { ...standardActionServiceProps };
    static Page = null;
    static resModel = "crm.lead";
    static searchView = "";
    static searchMenuTypes = ["filter", "favorite"];

    setup() {
        const { action, globalState } = this.props;
        const asked = useService("opportunity_report_address").take(action);
        this.notification = useService("notification");
        workInCompanies(asked.companies);
        this.kept = globalState?.report || asked;
        this.searchProps = this.getSearchProps(asked);
    }

    getSearchProps({ from, filter, filter_name: description }) {
        const { resModel, searchMenuTypes, searchView } = this.constructor;
        const { action, globalState } = this.props;
        const context = { ...action.context, search_view_ref: searchView };
        const props = { context, loadIrFilters: true, resModel, searchMenuTypes };
        Object.assign(props, {
            domain: action.params?.domain || [],
            searchViewId: false,
        });
        if (globalState?.searchModel) {
            props.globalState = { searchModel: globalState.searchModel };
        } else if (from) {
            const isDefault = (name) => name.startsWith("search_default_");
            for (const name of Object.keys(context).filter(isDefault)) {
                delete context[name];
            }
            props.activateFavorite = false;
            props.dynamicFilters = this.filtersOf(filter, description);
        }
        return props;
    }

    filtersOf(domain, description) {
        if (!domain) {
            return [];
        }
        if (isWhole(domain)) {
            return [{ description: String(description || _t("Filter")), domain }];
        }
        this.notification.add(
            _t("The link was cut, and its filter is lost: choose it again."),
            { type: "warning" },
        );
        return [];
    }
}
