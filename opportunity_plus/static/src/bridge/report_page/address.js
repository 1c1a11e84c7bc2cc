import { registry } from "@web/core/registry";
import { router, routerBus } from "@web/core/browser/router";

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

registry.category("services").add("opportunity_report_address", reportAddressService);
