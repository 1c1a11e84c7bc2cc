"""What a call of the plan asks of Odoo: one function for each kind.

Each writes the amount or the words of its call, by which it is found again.
"""

import datetime
from concurrent.futures import ThreadPoolExecutor

from .client import ANSWERED, CONFLICT, CUT, FAULT, REFUSED, NotAnswered, end_of_job
from .scene import HOT


def do(session, scene, call):
    """Carry out a call; return the answer, or what it was done to.

    :raise NotAnswered: it did not end well
    """
    leads = [scene.leads[place] for place in call.leads]
    return KINDS[call.kind](session, scene, call, leads)


def revenue(session, scene, call, leads):
    """Edit the amount as a form does; now and then the expected closing as well."""
    vals = {"expected_revenue": call.amount}
    if call.choice % 3 == 0:
        day = datetime.date.today() + datetime.timedelta(call.choice % 20 - 5)
        vals["date_deadline"] = day.isoformat()
    return session.call("crm.lead", "web_save", leads, vals, specification={})


def batch(session, scene, call, leads):
    """Write several at once, in any order, as a list does."""
    return session.call("crm.lead", "write", leads, {"expected_revenue": call.amount})


def move(session, scene, call, leads):
    stage = scene.stages[call.choice % len(scene.stages)]
    vals = {"stage_id": stage, "expected_revenue": call.amount}
    return session.call("crm.lead", "web_save", leads, vals, specification={})


def win(session, scene, call, leads):
    vals = {"stage_id": scene.won, "expected_revenue": call.amount}
    return session.call("crm.lead", "web_save", leads, vals, specification={})


def lose(session, scene, call, leads):
    explained = {"lost_reason_id": scene.reason, "lost_note": call.words}
    explained["expected_revenue"] = call.amount
    return session.call("crm.lead", "action_set_lost", leads, **explained)


def undo(session, scene, call, leads):
    """Win, and take it back at once."""
    win(session, scene, call, leads)
    return session.call("crm.lead", "oplus_action_undo_closing", leads)


def reopen(session, scene, call, leads):
    """Reopen by the dialog, which is made first."""
    vals = {"purpose": "reopen", "lead_ids": [(6, 0, leads)], "reason": call.words}
    dialog = session.call("crm.lead.reason", "create", [vals])
    return session.call("crm.lead.reason", "action_apply", dialog)


def share(session, scene, call, leads):
    user = scene.agents[call.reader]
    access = ("read", "write", "write")[call.choice // 10 % 3]
    vals = {"lead_id": leads[0], "user_id": user, "access": access}
    return session.call("crm.lead.share", "create", [vals])


def unshare(session, scene, call, leads):
    """Withdraw a share, if there is one; return its id."""
    user = scene.agents[call.reader]
    domain = [("lead_id", "=", leads[0]), ("user_id", "=", user)]
    shares = session.call("crm.lead.share", "search", domain)
    session.call("crm.lead.share", "unlink", shares)
    return shares


def assign(session, scene, call, leads):
    people = [*scene.agents.values()] if call.leads[0] < HOT else scene.leavers
    user = people[call.choice % len(people)]
    vals = {"user_id": user, "expected_revenue": call.amount}
    return session.call("crm.lead", "write", leads, vals)


def contact(session, scene, call, leads):
    """Save the same dialog twice at the same moment, as two clicks do.

    If one is answered, the other may be refused or cut off: the opportunity has been
    handed over or closed in between.
    """

    def save(_number):
        given = ("call", True, call.words)
        method = "action_log_contact"
        try:
            return session.call("crm.lead", method, leads, *given, token=call.words)
        except NotAnswered as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        answers = [*pool.map(save, range(2))]
    # the gravest first
    ends = (FAULT, CONFLICT, ANSWERED, CUT, REFUSED)
    answers.sort(key=lambda one: ends.index(getattr(one, "end", ANSWERED)))
    if isinstance(answers[0], NotAnswered):
        raise answers[0]
    return answers[0]


def customer(session, scene, call, leads):
    """Create a customer, for whom Odoo opens an opportunity."""
    vals = {"name": call.words, "email": f"call{call.number}@example.org"}
    return session.call("res.partner", "create", [vals | {"is_company": True}])


def handover(session, scene, call, leads):
    """Hand over what somebody has, in batches where it is much; return its id."""
    is_agent = call.choice % 4 == 0
    people = [*scene.agents.values()] if is_agent else scene.leavers
    first = call.choice // 4 % len(people)
    others = [user for user in people if user != people[first]]
    vals = {"user_id": people[first], "successor_ids": [(6, 0, others)]}
    made = session.call("crm.lead.handover", "create", [vals])
    session.call("crm.lead.handover", "action_run", made)
    return made


def handover_undo(session, scene, call, leads):
    """Give back what was handed over; return the id of the handover."""
    domain = [("state", "=", "done")]
    found = session.call("crm.lead.handover", "search", domain, limit=1)
    session.call("crm.lead.handover", "action_undo", found)
    return found


def job(session, scene, call, leads):
    return run_job(session, scene.jobs[call.choice % len(scene.jobs)])


def run_job(session, one):
    """Run a job; :raise NotAnswered: it failed, which the answer says."""
    answer = session.call("ir.cron", "method_direct_trigger", [one])
    if answer is not True:
        end, words = end_of_job(answer)
        # its end says what went wrong
        raise NotAnswered(end, words[-300:])


KINDS = {
    function.__name__: function
    for function in (
        *(move, revenue, batch, win, lose, undo, reopen, share, unshare, assign),
        *(contact, customer, handover, handover_undo, job),
    )
}
