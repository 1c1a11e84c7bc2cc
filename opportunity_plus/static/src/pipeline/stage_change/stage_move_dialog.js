import { markRaw, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { isBlank } from "./blank";
import { keepForLater, moveLater } from "./move_later";
import { problemOf } from "./refusal";
import { emptyContext, isFilled } from "./stage_move_view";

/** Asks for what is missing for a move to a stage, and moves. */
export class StageMoveDialog extends FormViewDialog {
    static template = "opportunity_plus.StageMoveDialog";
    static props = {
        ...FormViewDialog.props,
        asks: Object,
        keep: { type: Function, optional: true },
        move: Function,
        open: { type: Function, optional: true },
        isSingle: Boolean,
    };

    setup() {
        super.setup();
        const { arch, models } = this.props.asks.form;
        this.state = useState({ ticked: [], record: null, refusal: null });
        Object.assign(this.viewProps, {
            arch,
            context: emptyContext(this.props.asks),
            fields: markRaw(models[this.props.resModel].fields),
            relatedModels: markRaw(models),
            saveRecord: (record) => this.save(record),
            showRecord: (record) => this.show(record),
        });
    }

    /** A reason that was given before is not asked for again. */
    async show(record) {
        this.state.record = record;
        const { reason } = this.props.asks;
        if (reason && "stage_change_reason" in record.activeFields) {
            await record.update({ stage_change_reason: reason });
        }
    }

    /** What is still missing, without what was filled in and ticked here. */
    get missing() {
        const lines = this.props.asks.lacks.map((lack) => ({
            names: lack.names,
            text: [
                ...lack.fields
                    .filter(({ name }) => !this.isFilled(name))
                    .map(({ label }) => label),
                ...lack.documents,
                ...this.openPoints(lack.points),
            ].join(", "),
        }));
        return lines.filter(({ text }) => text);
    }

    /** It says what is missing, too: the list comes back as soon as it is another one. */
    get refusal() {
        const { refusal } = this.state;
        return refusal?.missing === JSON.stringify(this.missing) ? refusal.message : "";
    }

    isFilled(name) {
        const { record } = this.state;
        return Boolean(record) && name in record.data && isFilled(record, name);
    }

    openPoints(ids) {
        const points = this.props.asks.points
            .filter(({ id }) => ids.includes(id) && !this.state.ticked.includes(id))
            .map(({ name }) => name)
            .join(", ");
        return points ? [_t("checklist (%(points)s)", { points })] : [];
    }

    tick(id, isDone) {
        const others = this.state.ticked.filter((other) => other !== id);
        this.state.ticked = isDone ? [...others, id] : others;
    }

    async save(record) {
        if (!(await record.checkValidity({ displayNotification: true }))) {
            return false;
        }
        const given = await this.given(record);
        const isMoved = await this.attempt(() => this.props.move(given));
        if (isMoved) {
            this.props.close();
        }
        return isMoved;
    }

    /** Does what can be tried again, and tells why it failed; false if it did. */
    async attempt(work) {
        try {
            await work();
            return true;
        } catch (error) {
            const message = problemOf(error, this);
            this.state.refusal = { message, missing: JSON.stringify(this.missing) };
            return false;
        }
    }

    async given(record) {
        const {
            stage_change_reason: reason,
            stage_change_override: override,
            ...values
        } = await record.getChanges();
        return {
            values,
            checkpoint_ids: [...this.state.ticked],
            reason: said(reason),
            override: said(override),
        };
    }

    async open(method) {
        const { record } = this.state;
        const given = await this.given(record);
        if (await this.attempt(() => this.props.keep(given))) {
            this.props.close();
            const asksReason = "stage_change_reason" in record.activeFields;
            this.props.open(method, given.reason, { asksReason, bus: this.env.bus });
        }
    }
}

function said(text) {
    return text && !isBlank(text) ? text.trim() : false;
}

/**
 * Opens the dialog of a move.
 *
 * @param {Object} services `action`, `dialog` and `orm`; to go on with a move after a
 *  quotation also `effect` and `notification`
 * @param {number[]} resIds the opportunities to move
 * @param {number} stageId the new stage
 * @param {Object} asks what `oplus_stage_move_asks` returned, and the `reason` if known
 * @param {(given: Object) => Promise} [move] what moves them, with what was given
 * @returns {Promise<boolean>} whether they were moved
 */
export function openStageMove(services, resIds, stageId, asks, move) {
    const { dialog, orm } = services;
    const moveAlone = (given) =>
        orm.call("crm.lead", "oplus_stage_move", [resIds, stageId], given);
    return new Promise((resolve) => {
        let moved = Promise.resolve(false);
        dialog.add(
            StageMoveDialog,
            {
                asks,
                canExpand: false,
                move: (given) => {
                    moved = (move || moveAlone)(given).then(() => true);
                    return moved;
                },
                keep: (given) => keepForLater(orm, resIds, stageId, given),
                open: (name, reason, told) => {
                    const [resId] = resIds;
                    const ask = (anew) =>
                        openStageMove(services, resIds, stageId, anew);
                    const { stage, lacks } = asks;
                    const later = { ...told, resId, stageId, stage, ask };
                    later.name = lacks[0]?.names;
                    later.documents = lacks[0]?.documents.join(", ");
                    return moveLater(services, later, name, reason);
                },
                isSingle: resIds.length === 1,
                resId: resIds.length === 1 && resIds[0],
                resModel: "crm.lead",
                size: "md",
                title: _t("Move to %s", asks.stage),
            },
            // a move that is under way goes on without the dialog
            { onClose: () => resolve(moved.catch(() => false)) },
        );
    });
}

/**
 * Opens the dialog for an opportunity to create; ends when it is closed and done.
 *
 * @param {Object} services `dialog` and `orm`
 * @param {Object} values what was entered of it
 * @param {Object} context where it was entered
 * @param {Object} asks what `oplus_stage_entry_asks` returned
 * @param {(resId: number) => void} onCreated
 */
export function openStageEntry({ dialog, orm }, values, context, asks, onCreated) {
    let created;
    const create = async ({ values: missing, ...given }) => {
        const call = ["crm.lead", "oplus_stage_entry", [values, missing]];
        onCreated(await orm.call(...call, { ...given, context }));
    };
    const props = {
        asks,
        canExpand: false,
        isSingle: true,
        move: (given) => (created = create(given)),
        resModel: "crm.lead",
        size: "md",
        title: _t("Create in %s", asks.stage),
    };
    return new Promise((resolve) => {
        const onClose = () => resolve(created?.catch(() => {}));
        dialog.add(StageMoveDialog, props, { onClose });
    });
}
