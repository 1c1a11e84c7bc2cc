import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus } from "@web/core/utils/hooks";
import { isBlank } from "./blank";
import { problemOf } from "./refusal";

/**
 * Asks for the reason of a move, and stays until it is made; blanks are not a reason.
 */
export class ReasonDialog extends Component {
    static template = "opportunity_plus.ReasonDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        move: Function,
        names: { type: Array, element: String },
        stage: String,
    };

    setup() {
        this.state = useState({ isMoving: false, problem: "", reason: "" });
        useAutofocus();
    }

    get title() {
        return _t("Why move to %s?", this.props.stage);
    }

    get canMove() {
        return !this.state.isMoving && !isBlank(this.state.reason);
    }

    onKeydown(event) {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            this.confirm();
        }
    }

    async confirm() {
        if (!this.canMove) {
            return;
        }
        Object.assign(this.state, { isMoving: true, problem: "" });
        try {
            await this.props.move(this.state.reason.trim());
            this.props.close();
        } catch (error) {
            this.state.problem = problemOf(error, this);
        } finally {
            this.state.isMoving = false;
        }
    }
}

/**
 * Asks for the reason of a move, and makes it.
 *
 * @param {Object} dialog the service
 * @param {{names: string[], stage: string}} asked
 * @param {(reason: string) => Promise<boolean>} move false if nothing was moved
 * @returns {Promise<boolean>} whether it was made
 */
export function moveWithReason(dialog, { names, stage }, move) {
    return new Promise((resolve) => {
        let moved = Promise.resolve(false);
        dialog.add(
            ReasonDialog,
            { move: (reason) => (moved = move(reason)), names, stage },
            // a move that is under way goes on without the dialog
            { onClose: () => resolve(moved.catch(() => false)) },
        );
    });
}
