const DEAL = "crm.lead";
const CLOSED = ["won", "lost"];
// what wins, loses, or moves an opportunity, besides saving it
const CLOSING = new Set([
    "action_log_contact",
    "action_set_lost",
    "action_set_won",
    "action_set_won_rainbowman",
    "oplus_action_log_contact",
    "oplus_action_win_opportunity",
    "oplus_stage_entry",
    "oplus_stage_move",
]);
const SAVING = new Set(["web_save", "web_save_multi"]);
const LEVERS = ["stage_id", "active", "probability"];

/**
 * Whether a call of the server may have closed opportunities.
 *
 * Most calls have not: the server is asked about closings only after those that may
 * have. What was saved tells its outcome, if the view has the field.
 *
 * @param {Object} [params] of the call: `model`, `method`, `args`
 * @param {any} result what it returned
 * @returns {boolean}
 */
export function mayHaveClosed(params, result) {
    const { model, method, args } = { model: "", method: "", args: [], ...params };
    if (model === DEAL && SAVING.has(method)) {
        return isClosedBySaving(args, result);
    }
    // the dialogs of opportunities: lost, reason, and others
    const isDialog = model.startsWith(`${DEAL}.`) && method.startsWith("action_");
    // at 0 %, archiving is losing
    const isArchived = model === DEAL && method === "action_archive";
    return CLOSING.has(method) || isDialog || isArchived;
}

function isClosedBySaving([ids, vals], result) {
    const isNew = !ids?.length;
    const written = Array.isArray(vals) ? vals : [vals || {}];
    const isMoved = written.some((one) => LEVERS.some((name) => name in one));
    // the small form of a column returns no outcome
    const isClosed = (row) =>
        "won_status" in row ? CLOSED.includes(row.won_status) : true;
    return (isNew || isMoved) && Array.isArray(result) && result.some(isClosed);
}
