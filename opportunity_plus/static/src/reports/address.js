import { browser } from "@web/core/browser/browser";
import { router, routerBus } from "@web/core/browser/router";
import { registry } from "@web/core/registry";
import { omit } from "@web/core/utils/objects";
import { companiesAsked } from "./companies";

/**
 * What the address of the browser asks a report to show: it is asked for once, when the
 * page is loaded from it, so that the menu opens the page as it is by default.
 */
export const reportAddressService = {
    start() {
        let asked = router.current;
        routerBus.addEventListener("ROUTE_CHANGE", () => {
            asked = router.current;
        });
        return {
            /** Return the values in the address, if it is the one of the action. */
            take({ id, path }) {
                const values = asked;
                if (![id, path].includes(values?.action) || !values.action) {
                    return {};
                }
                asked = null;
                return values;
            },
        };
    },
};

/**
 * The address of the report on the screen, for a colleague: the browser's own, without
 * the way there, with the companies that its figures are of.
 */
export function linkToReport() {
    const state = omit(router.current, "actionStack", "debug");
    const path = router.stateToUrl({ ...state, ...companiesAsked() });
    return browser.location.origin + path;
}

registry.category("services").add("opportunity_report_address", reportAddressService);
