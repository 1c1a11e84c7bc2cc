# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
import signal
from contextlib import contextmanager, suppress
from copy import deepcopy
from typing import NamedTuple
from warnings import catch_warnings, simplefilter

from psycopg2.errors import QueryCanceled

from odoo import http
from odoo.exceptions import RedirectWarning, UserError
from odoo.service.model import call_kw
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger
from odoo.tools.json import json_default

from ..hostile_calls_common import Undo
from .calls import HTTP
from .fuzz_common import AMOUNT, CANARY, FuzzCommon

# what makes others of opportunities, their history and lines
DISTURB = [
    """UPDATE crm_lead SET name = 'Other', expected_revenue = 5, stage_id = %(offer)s,
        partner_name = 'Other', email_from = 'other', phone = '7', priority = '2',
        date_deadline = '2027-01-01', description = 'Other', contact_name = 'Other',
        partner_id = NULL WHERE id = ANY(%(ids)s)""",
    """UPDATE crm_lead_revision SET expected_revenue = 5, lead_name = 'Other',
        stage_id = %(offer)s WHERE lead_id = ANY(%(ids)s)""",
    """UPDATE crm_lead_product_line SET price_unit = 5, name = 'Other'
        WHERE lead_id = ANY(%(ids)s)""",
]
# seconds after which a call will never end
PATIENCE = 20
# what is sent where a file is expected
FILE = ("note.txt", b"Hello")


class Verdict(NamedTuple):
    """:param kind: ``answer``, ``sentence``, or ``error of Odoo's``
    :param faults: what is wrong, by the place where it is to be mended"""

    kind: str
    faults: dict


@contextmanager
def _patience():
    """Give up what takes too long."""

    def end(_signal, _frame):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@tagged("post_install", "-at_install", "opportunity_plus")
class VerdictCommon(FuzzCommon, HttpCase):
    """Calls, takes back what they did, and judges them."""

    def _verdict(self, call):
        """Call, take it back, and tell what is wrong."""
        told = {"text": "", "changes": []}
        target, user = f"{call.model}.{call.method}", self.callers[call.caller]
        ask = self._ask if call.model == HTTP else self._call
        with _patience():
            error = self._attempt(user, lambda env: ask(env, call, told))
        self.env.registry.reset_changes()
        faults = {}
        if isinstance(error, TimeoutError | QueryCanceled) and self._lines(error):
            faults[f"{target} endless"] = f"takes more than {PATIENCE} s"
        elif place := self._place(error):
            faults[f"{place} {type(error).__name__}"] = f"{place}: {error!r:.300}"
        if fault := told.get("fault"):
            faults[f"{target} {fault}"] = fault
        if changes := self.judge.refused(user, told["changes"]):
            faults[f"{target} changes"] = f"changes what the caller may not: {changes}"
        if leaked := self._leaked(call.caller, told["text"]):
            faults[f"{target} tells"] = f"tells {leaked}: {told['text']:.500}"
        elif not faults and call.model != HTTP and self._depends(call, told):
            faults[f"{target} depends"] = "depends on what is hidden from the caller"
        kind = "error of Odoo's" if error else told.get("kind", "sentence")
        return Verdict(kind, faults)

    def _depends(self, call, told):
        """Whether an answer is another one where hidden opportunities are others."""
        if told["changes"] or not self.hidden[call.caller] or call.number % 3:
            return False
        cr = self.env.cr
        with suppress(Undo), cr.savepoint():
            self._disturb(self.hidden[call.caller])
            text = self._text(call)
            raise Undo
        return text != told["text"] == self._text(call)

    def _text(self, call):
        told = {"text": ""}
        user = self.callers[call.caller]
        self._attempt(user, lambda env: self._call(env, call, told))
        return told["text"]

    def _disturb(self, leads):
        for query in DISTURB:
            self.env.cr.execute(query, {"ids": leads.ids, "offer": self.offer.id})
        self.env.invalidate_all()

    def _call(self, env, call, told):
        args, kwargs = deepcopy(call.args), deepcopy(call.kwargs)
        try:
            with catch_warnings():
                simplefilter("ignore")  # of methods that will go
                answer = call_kw(env[call.model], call.method, args, kwargs)
            env.cr.flush()
        except (UserError, RedirectWarning) as sentence:
            told["text"] = str(sentence)
            raise
        told["kind"], told["changes"] = "answer", self.judge.changed()
        told["text"] = json.dumps(answer, default=json_default)

    def _ask(self, _env, call, told):
        """The same for an address, by a browser that is logged in."""
        login = self.callers[call.caller].login
        self.authenticate(login, login)
        [verb], values = call.args, {**call.kwargs}
        request = {"data": values, "files": {"ufile": FILE, "data": FILE}}
        if verb == "GET":
            request = {"params": values}
        else:
            values["csrf_token"] = http.Request.csrf_token(self)
        with mute_logger("odoo"):
            answer = self.url_open(
                call.method, method=verb, allow_redirects=False, **request
            )
        if answer.status_code >= 500 or "Traceback" in answer.text:
            told["fault"] = f"is answered with {answer.status_code}"
        told["kind"], told["text"] = "answer", answer.text
        told["changes"] = self.judge.changed()

    def _leaked(self, caller, text):
        """What an answer tells of what is hidden from a caller; None if nothing."""
        secrets = self.hidden[caller]
        if secrets and str(AMOUNT) in text:
            return AMOUNT
        names = (f"{CANARY} {number}" for number in range(len(self.secrets)))
        for name, secret in zip(names, self.secrets, strict=True):
            if secret in secrets and name in text:
                return name
        return None
