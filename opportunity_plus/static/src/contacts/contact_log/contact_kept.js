import { onWillDestroy, toRaw, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { ContactDraft } from "./contact_draft";
import { ContactSaver } from "./contact_saver";

/** What was entered of contacts, by record, until the page is loaded anew. */
export const contactDraftsService = { start: () => new Map() };

registry.category("services").add("opportunity_contact_drafts", contactDraftsService);

/**
 * Gives a dialog its draft and what saves it.
 *
 * Another page closes all dialogs, also by the browser's *Back*, which follows easily on
 * the way back from the dialer: what was typed is there when the dialog is opened again.
 */
export function useKeptDraft(dialog) {
    const { kind, resId, resModel } = dialog.props;
    const { services } = dialog.env;
    const drafts = services.opportunity_contact_drafts;
    const key = `${resModel},${resId}`;
    const kept = drafts.get(key);
    dialog.draft = useState(kept?.draft || new ContactDraft(kind || "call"));
    dialog.saver = kept?.saver || new ContactSaver(services);
    dialog.draft.activityId = undefined; // it may be done by now
    let isClosed = false;
    dialog.forget = () => {
        isClosed = true;
        drafts.delete(key);
    };
    onWillDestroy(() => {
        const { draft, saver } = dialog;
        if (!isClosed && draft.isTyped) {
            drafts.set(key, { draft: toRaw(draft), saver });
        }
    });
}
