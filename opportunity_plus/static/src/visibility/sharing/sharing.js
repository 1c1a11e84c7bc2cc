import { useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { rpcBus } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { useBus } from "@web/core/utils/hooks";

import { LeadLines } from "@opportunity_plus/recording/lead_lines/lead_lines";

// changes of shares that are logged in the chatter
const NOTED = ["web_save", "unlink"];

/** The users with whom the opportunity is shared, and a button to share it. */
export class Sharing extends LeadLines {
    static template = "opportunity_plus.Sharing";
    static resModel = "crm.lead.share";
    static title = _t("Sharing");

    setup() {
        super.setup();
        this.state = useState({ changes: 0 });
        useBus(rpcBus, "RPC:RESPONSE", ({ detail: { data, error } }) => {
            const { model, method } = data.params;
            if (!error && model === Sharing.resModel && NOTED.includes(method)) {
                this.reloadChatter();
            }
        });
    }

    get viewProps() {
        return { ...super.viewProps, resModel: Sharing.resModel };
    }

    get viewKey() {
        const { data, resId } = this.props.record;
        return [resId, data.oplus_can_share, this.state.changes].join();
    }

    /**
     * Only users who may change a share open it; the line itself shows everything.
     *
     * What was typed on the form is saved first: it is loaded again after the dialog.
     */
    async open(resId) {
        const { record } = this.props;
        if (record.data.oplus_can_share && (await record.save())) {
            await super.open(resId);
        }
    }

    async share() {
        const { record } = this.props;
        if (await record.save()) {
            const action = "opportunity_plus.crm_lead_sharing_action";
            const context = {
                active_model: "crm.lead",
                active_id: record.resId,
                active_ids: [record.resId],
            };
            await this.action.doAction(action, {
                additionalContext: context,
                onClose: () => this.closed(),
            });
        }
    }

    async closed() {
        this.state.changes++;
        await this.props.record.load();
        this.reloadChatter();
    }

    reloadChatter() {
        const { resId: id, resModel: model } = this.props.record;
        this.env.bus.trigger("MAIL:RELOAD-THREAD", { model, id });
    }
}

registry.category("view_widgets").add("sharing", {
    component: Sharing,
    fieldDependencies: [{ name: "oplus_can_share", type: "boolean" }],
});
