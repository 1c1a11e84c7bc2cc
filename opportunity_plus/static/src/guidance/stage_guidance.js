import { Component, markup, toRaw, useState } from "@odoo/owl";

import { deserializeDateTime, toLocaleDateTimeString } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const FOLDED = "oplus_guidance_folded"; // field of res.users.settings

/**
 * The guidance of the current stage: purpose and activities, and the checklist.
 *
 * A tick is sent at once and leaves other changes of the form alone. A new opportunity
 * is saved first.
 */
export class StageGuidance extends Component {
    static template = "opportunity_plus.StageGuidance";
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.started = this.ended = 0; // ticks that were sent, and answered
        this.state = useState({ isFolded: Boolean(user.settings[FOLDED]), points: [] });
        useRecordObserver((record) => {
            // discarded changes bring back what was loaded, which ticks have outdated
            const guide = toRaw(record.data.oplus_guidance);
            if (guide !== this.guide) {
                this.guide = guide;
                this.state.points = guide ? guide.points : [];
            }
        });
    }

    get stage() {
        return this.props.record.data.stage_id?.display_name;
    }

    get text() {
        // sanitized by the server
        return markup(this.props.record.data.oplus_guidance.text);
    }

    get done() {
        return this.state.points.filter((point) => point.is_done).length;
    }

    get isReader() {
        return !this.props.record.data.oplus_can_write;
    }

    /** Who ticked or unticked a point, and when. */
    told(point) {
        const by = point.by || "";
        const moment = deserializeDateTime(point.date);
        const date = toLocaleDateTimeString(moment);
        return point.is_done
            ? _t("Done: %(by)s, %(date)s", { by, date })
            : _t("Not done any more: %(by)s, %(date)s", { by, date });
    }

    async fold() {
        this.state.isFolded = !this.state.isFolded;
        await user.setUserSettings(FOLDED, this.state.isFolded);
    }

    /** Shows the tick at once, and takes it back if it was not stored. */
    async tick(point, isDone) {
        point.stored ??= point.is_done; // what the server has
        point.is_done = isDone;
        try {
            await this.store(point, isDone);
        } finally {
            point.is_done = point.stored;
        }
    }

    async store(point, isDone) {
        const { record } = this.props;
        if (!record.resId && !(await record.save())) {
            return;
        }
        const ids = [record.resId];
        this.started += 1;
        try {
            await this.orm.call("crm.lead", "action_tick", [ids, point.id, isDone]);
            point.stored = isDone;
        } finally {
            this.ended += 1;
            await this.refresh(ids);
        }
    }

    /** Reads what the server has after the last of several ticks. */
    async refresh(ids) {
        const turn = this.started;
        if (this.ended < turn) {
            return; // another tick, which the server may not have yet, reads later
        }
        const [row] = await this.orm.read("crm.lead", ids, ["oplus_guidance"]);
        // answers may arrive in another order; a deleted record has none
        if (row && turn === this.started && this.props.record.resId === ids[0]) {
            this.state.points = row.oplus_guidance ? row.oplus_guidance.points : [];
        }
    }

    async openHistory() {
        await this.action.doActionButton({
            name: "oplus_action_view_ticks",
            type: "object",
            resModel: "crm.lead",
            resId: this.props.record.resId,
            context: this.props.record.context,
        });
    }
}

registry.category("view_widgets").add("stage_guidance", {
    component: StageGuidance,
    fieldDependencies: [
        { name: "oplus_guidance", type: "json", readonly: true },
        { name: "oplus_can_write", type: "boolean", readonly: true },
        { name: "stage_id", type: "many2one" },
    ],
});
