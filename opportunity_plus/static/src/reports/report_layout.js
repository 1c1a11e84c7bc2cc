import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { download } from "@web/core/network/download";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { SearchBar } from "@web/search/search_bar/search_bar";
import { useSearchBarToggler } from "@web/search/search_bar/search_bar_toggler";
import { linkToReport } from "./address";
import { sayDay } from "./period";
import { PeriodChooser } from "./period_chooser";

/**
 * What all reports look like: control panel, period, options, buttons, and the states
 * of loading, of an error and of having nothing to show.
 */
export class ReportLayout extends Component {
    static template = "opportunity_plus.ReportLayout";
    static components = { Layout, PeriodChooser, SearchBar };
    static props = { page: Object, slots: Object };

    setup() {
        this.notification = useService("notification");
        this.searchBarToggler = useSearchBarToggler();
        this.answer = useState(this.props.page.answer);
        this.state = useState(this.props.page.state);
        const toolbar = useRef("toolbar");
        // the arrow down leaves the search bar, as in Odoo's lists and boards
        useBus(this.env.searchModel, "focus-view", () =>
            toolbar.el.querySelector("button").focus(),
        );
        onWillStart(async () => {
            this.canExport = await user.hasGroup("base.group_allow_export");
        });
    }

    get isReady() {
        const { data, error, fault, isLoading } = this.answer;
        return data && !error && !fault && !isLoading;
    }

    get facets() {
        return this.env.searchModel.facets;
    }

    day(name) {
        return sayDay(this.state[name]);
    }

    async copyLink() {
        const link = linkToReport();
        try {
            await browser.navigator.clipboard.writeText(link);
        } catch {
            const message = _t(
                "The browser does not let Odoo copy. Copy this: %s",
                link,
            );
            return this.notification.add(message, { sticky: true, type: "warning" });
        }
        return this.notification.add(_t("The link to this report is copied."), {
            type: "success",
        });
    }

    print() {
        window.print();
    }

    exportSheets() {
        const { sheets, title, state } = this.props.page;
        const name = `${title} ${state.from} ${state.to}`;
        const content = JSON.stringify({ name, sheets });
        return download({
            url: "/opportunity_plus/report/xlsx",
            data: { data: new Blob([content], { type: "application/json" }) },
        });
    }
}
