# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
import signal
import traceback
from contextlib import contextmanager, suppress
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple
from warnings import catch_warnings, simplefilter

from psycopg2.errors import QueryCanceled

from odoo import http
from odoo.exceptions import RedirectWarning, UserError
from odoo.service.model import call_kw
from odoo.tests import HttpCase, tagged
from odoo.tools import SQL, mute_logger
from odoo.tools.json import json_default

from ..hostile_calls_common import Undo
from .calls import HTTP
from .fuzz_common import AMOUNT, CANARY, FuzzCommon

# what makes others of opportunities and of what is on them, by model, with the field
# that names the opportunity
DISTURB = {
    "crm.lead": (
        "id",
        """name = 'Other', expected_revenue = 5, stage_id = %(offer)s,
        partner_name = 'Other', email_from = 'other', phone = '7', priority = '2',
        date_deadline = '2027-01-01', description = 'Other', contact_name = 'Other',
        partner_id = NULL""",
    ),
    "crm.lead.revision": (
        "lead_id",
        "expected_revenue = 5, lead_name = 'Other', stage_id = %(offer)s",
    ),
    "crm.lead.product.line": ("lead_id", "price_unit = 5, name = 'Other'"),
    "crm.lead.share": ("lead_id", "access = 'write', include_documents = true"),
    "crm.big.deal.alert": ("lead_id", "amount = 5, probability = 5"),
    "mail.message": ("res_id", "body = 'Other', subject = 'Other'"),
    "mail.activity": ("res_id", "summary = 'Other', date_deadline = '2027-01-01'"),
    "sale.order": ("opportunity_id", "amount_untaxed = 5, amount_total = 5"),
}
# seconds after which a call will never end
PATIENCE = 20
# what is sent where a file is expected
FILE = ("note.txt", b"Hello")


class Verdict(NamedTuple):
    """:param kind: ``answer``, ``sentence``, or ``error of Odoo's``
    :param faults: what is wrong, by the place where it is to be mended
    :param error: the name and the place of Odoo's, and the line of the add-on by which
        it was reached, if any"""

    kind: str
    faults: dict
    error: str = ""


def _short(frame):
    path = "/".join(Path(frame.filename).parts[-3:])
    return f"{path}:{frame.lineno} {frame.name}"


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
        # as in a transaction of its own: what is known without a check tells nothing
        self.env.invalidate_all()
        told = {"text": "", "changes": []}
        target, user = f"{call.model}.{call.method}", self.callers[call.caller]
        ask = self._ask if call.model == HTTP else self._call
        with _patience():
            error = self._attempt(user, lambda env: ask(env, call, told))
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
        return Verdict(kind, faults, self._name(error) if error else "")

    def _name(self, error):
        [*_before, last] = traceback.extract_tb(error.__traceback__)
        name = f"{type(error).__name__} in {_short(last)}"
        if ours := self._lines(error):
            name += f", by way of {_short(ours[-1])}"
        return name

    def _depends(self, call, told):
        """Whether an answer is another one where hidden opportunities are others."""
        if told["changes"] or not self.hidden[call.caller] or call.number % 3:
            return False
        cr = self.env.cr
        with suppress(Undo), cr.savepoint():
            self._disturb(call.caller)
            text = self._text(call)
            raise Undo
        return text != told["text"] == self._text(call)

    def _text(self, call):
        told = {"text": ""}
        user = self.callers[call.caller]
        self._attempt(user, lambda env: self._call(env, call, told))
        return told["text"]

    def _disturb(self, caller):
        for model, ids in self._unseen(caller).items():
            _lead, values = DISTURB[model]
            text = (
                f"UPDATE {self.env[model]._table} SET {values} WHERE id = ANY(%(ids)s)"
            )
            query = SQL(text, ids=ids, offer=self.offer.id)  # pylint: disable=sql-injection
            self.env.cr.execute(query)
        self.env.invalidate_all()

    def _unseen(self, caller):
        """The ids of hidden opportunities and of what is on them by model, but for what
        the caller sees nevertheless, such as orders of their own."""
        if caller not in self.unseen:
            self.unseen[caller] = {
                model: self._unseen_of(caller, model, lead)
                for model, (lead, _values) in DISTURB.items()
            }
        return self.unseen[caller]

    def _unseen_of(self, caller, model, lead):
        domain = [(lead, "in", self.hidden[caller].ids)]
        if name := {"mail.message": "model", "mail.activity": "res_model"}.get(model):
            domain += [(name, "=", "crm.lead")]
        records = self.system[model].with_context(active_test=False).search(domain)
        seen = records.with_user(self.callers[caller])._filtered_access("read")
        return (records - seen.sudo()).ids

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
