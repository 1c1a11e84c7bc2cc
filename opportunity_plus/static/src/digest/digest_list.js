import { registry } from "@web/core/registry";
import { workInCompanies } from "@opportunity_plus/reports/companies";

/** Open the list of the weekly digest that the address names, in its companies. */
async function openDigestList({ services }, action) {
    const asked = services.opportunity_report_address.take(action);
    if (workInCompanies(asked.companies)) {
        return; // the page is loaded again
    }
    const { list, from, to } = asked;
    const days = list === "slipped" ? [from, to] : [];
    return services.orm.call("crm.pipeline.digest", "digest_list", [
        list ?? "",
        ...days,
    ]);
}

registry.category("actions").add("opportunity_digest_list", openDigestList);
