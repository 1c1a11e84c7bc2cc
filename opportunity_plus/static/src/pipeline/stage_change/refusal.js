import { RPCError } from "@web/core/network/rpc";

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
