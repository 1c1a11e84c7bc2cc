import { useEffect } from "@odoo/owl";
import { hasTouch } from "@web/core/browser/feature_detection";

/** Where the dialog begins, and what it shows after a problem. */
export function useLogFocus(dialog) {
    // a thumb sees the choices first, and no keyboard over them
    useEffect(
        () => void (hasTouch() || dialog.noteRef.el?.focus()),
        () => [],
    );
    useEffect(
        (problem) => void (problem && dialog.rootRef.el.scrollIntoView()),
        () => [dialog.state.problem],
    );
}
