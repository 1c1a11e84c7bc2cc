import { onWillStart, onWillUpdateProps, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

import { LeadLines } from "@opportunity_plus/lead_lines/lead_lines";

/** With whom the opportunity is shared, and what is needed to share it. */
export class Sharing extends LeadLines {
    static template = "opportunity_plus.Sharing";
    static resModel = "crm.lead.share";
    static title = _t("Sharing");

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.state = useState({ canShare: false, changes: 0 });
        onWillStart(() => this.askRights(this.props.record.resId));
        onWillUpdateProps(({ record }) => this.askRights(record.resId));
    }

    get viewProps() {
        return { ...super.viewProps, resModel: Sharing.resModel };
    }

    get viewKey() {
        return [this.props.record.resId, this.state.changes].join();
    }

    async askRights(resId) {
        if (!resId) {
            this.state.canShare = false;
        } else if (resId !== this.resId) {
            const [lead] = await this.orm.read("crm.lead", [resId], ["can_share"]);
            this.state.canShare = lead.can_share;
        }
        this.resId = resId;
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
    }
}

registry.category("view_widgets").add("sharing", { component: Sharing });
