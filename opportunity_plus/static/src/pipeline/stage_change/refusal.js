import { status } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";

/**
 * Whether the server refused what was asked with a message, and did not fail.
 *
 * @param {Error} error
 * @returns {boolean}
 */
export function isRefusal(error) {
    return (
        error instanceof RPCError && error.exceptionName?.startsWith("odoo.exceptions.")
    );
}

/**
 * What a dialog tells about an error after which its work can be tried again. Throws other
 * errors, and any once the dialog is closed: nobody would read it there.
 *
 * @param {Error} error
 * @param {Component} dialog
 * @returns {string}
 */
export function problemOf(error, dialog) {
    if (status(dialog) === "destroyed") {
        throw error;
    }
    if (error instanceof ConnectionLostError) {
        return _t(
            "There is no connection. What you entered is still here: save it again when" +
                " you are back online.",
        );
    }
    if (isRefusal(error)) {
        return error.data.message;
    }
    throw error;
}
