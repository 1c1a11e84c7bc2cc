import { _t } from "@web/core/l10n/translation";

/**
 * Entries of Odoo's search menu that its own translation leaves in English in some
 * languages. What a translation lacks is looked up in those of all other add-ons.
 */
export const SEARCH_WORDS = [
    _t("Custom Filter"),
    _t("Custom Filter..."),
    _t("Custom Group"),
];
