import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";

/**
 * Cuts the connection of a screen that is there.
 *
 * @returns {() => void} restores it
 */
export function loseConnection() {
    let isLost = true;
    patchWithCleanup(rpc, {
        _rpc(url) {
            return isLost
                ? Promise.reject(new ConnectionLostError(url))
                : super._rpc(...arguments);
        },
    });
    return () => {
        isLost = false;
    };
}
