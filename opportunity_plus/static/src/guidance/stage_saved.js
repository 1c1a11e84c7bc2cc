import { rpcBus } from "@web/core/network/rpc";
import { UPDATE_METHODS } from "@web/core/orm_service";
import { registry } from "@web/core/registry";

/** Loads the forms anew after a change of stages: their key fields are in them. */
registry.category("services").add("opportunity_plus_stage_saved", {
    start() {
        rpcBus.addEventListener("RPC:RESPONSE", ({ detail: { data, error } }) => {
            const { model, method } = data.params;
            if (!error && model === "crm.stage" && UPDATE_METHODS.includes(method)) {
                rpcBus.trigger("CLEAR-CACHES", "get_views");
            }
        });
    },
});
