import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";

/** A dialog that asks before Escape, the cross or the arrow closes it. */
export class AskingDialog extends Dialog {
    static props = { ...Dialog.props, mayClose: Function };

    async dismiss() {
        if (await this.props.mayClose()) {
            await super.dismiss();
        }
    }
}

/**
 * Asks whether to give up what was typed.
 *
 * @param {Object} dialog the service
 * @param {string} title
 * @returns {Promise<boolean>}
 */
export function askToDiscard(dialog, title) {
    return new Promise((resolve) => {
        const props = {
            title,
            body: _t("What you typed is not saved yet."),
            confirmLabel: _t("Discard"),
            confirm: () => resolve(true),
            cancelLabel: _t("Keep Editing"),
            cancel: () => {},
        };
        dialog.add(ConfirmationDialog, props, { onClose: () => resolve(false) });
    });
}
