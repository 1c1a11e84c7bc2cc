# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import traceback
from copy import deepcopy
from pathlib import Path

from psycopg2 import IntegrityError

from odoo.exceptions import RedirectWarning, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

from .documents.documents_common import OpportunityPlusDocumentsCommon
from .fuzz.targets import ADDON
from .fuzz.wizards import dialogs, make, may_make


class Undo(Exception):
    """Whatever a call has done."""


@tagged("post_install", "-at_install", "opportunity_plus")
class HostileCallsCommon(OpportunityPlusDocumentsCommon):
    """A program calls public methods with what no client would send.

    An answer is fine, and so is a sentence. A traceback is not, if it was raised in the
    add-on, or passed through a public method of it.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = cls._user("keeper", "base.group_erp_manager")
        cls.people = [
            *(cls.outsider, cls.clerk, cls.finance, cls.agent, cls.supervisor),
            *(cls.admin, cls.keeper),
        ]
        test = cls()
        records = [*test._records(), *test._admin_records()]
        cls.records = {record._name: record for record in records}
        cls.env.cr.flush()
        alert = cls.env["crm.big.deal.alert"].sudo().search([], limit=1)
        cls.records |= {"crm.big.deal.alert": alert}
        for model, vals_list in dialogs(cls, cls.records["crm.lead"], "Waits").items():
            makers = [user for user in cls.people if may_make(cls, user, model)]
            user = [*makers, cls.admin][0]
            cls.records |= make(cls, user, {model: vals_list[:1]})

    def _records(self):
        """One record of each model that agents work with."""
        lead = self._lead(expected_revenue=5)
        self.env.cr.flush()
        order = self._order(lead, confirmed=True, user_id=self.agent.id)
        run = self.customer.oplus_action_call_campaign()["res_id"]
        on_lead = {"lead_id": lead.id}
        point = self.env["crm.stage.checkpoint"].sudo()
        point = point.create({"name": "Called", "stage_id": lead.stage_id.id})
        lead.action_log_contact("call", True, "Talked")
        self.env.flush_all()
        contacts = self.env["crm.lead.contact"].search([("lead_id", "=", lead.id)])
        return [
            contacts[:1],
            *(lead, order, self._invoice(order)),
            *(self.customer, self.agent, self.new, self.north, self.env.company),
            self.env["crm.lead.opening.run"].browse(run),
            self.env["crm.lead.share"].create(on_lead | {"user_id": self.colleague.id}),
            self.env["crm.lead.product.line"].create(on_lead | {"name": "Pallet"}),
            point,
            self.env["crm.lead.tick"].create(on_lead | {"checkpoint_id": point.id}),
            lead.activity_schedule("mail.mail_activity_data_call"),
            lead.message_post(body="Hello"),
        ]

    def _admin_records(self):
        env = self.env(user=self.admin)
        handover = env["crm.lead.handover"].create(
            {
                "user_id": self.agent.id,
                "successor_ids": [Command.link(self.colleague.id)],
            }
        )
        handover.action_prepare()
        rule = env["crm.big.deal.rule"].create(
            {
                "name": "Big",
                "minimum_amount": 100_000,
                "minimum_probability": 1,
                "notify_salesperson": True,
            }
        )
        self._lead(expected_revenue=200_000)
        return [handover, handover.line_ids[:1], rule]

    # calling it

    def _caller(self, model, method):
        """The least privileged of those who may call a method at all."""
        operation = {"copy": "create", "copy_data": "create", "web_save": "write"}
        operation = operation.get(method, method)
        if operation not in ("create", "write", "unlink"):
            operation = "read"
        records = self.env[model]
        allowed = [u for u in self.people if records.with_user(u).has_access(operation)]
        return (allowed or [self.admin])[0]

    def _ids(self, model):
        record = self.records.get(model)
        if record is None and not self.env[model]._abstract:
            record = self.env[model].sudo().search([], limit=1)
        return record.ids if record else []

    def _fault(self, model, method, args, kwargs):
        """What is wrong with the answer to a call; None if nothing is."""
        error = self._attempt(
            self._caller(model, method),
            lambda env: call_kw(env[model], method, deepcopy(args), deepcopy(kwargs)),
        )
        where = self._place(error) or (self._is_late(error) and f"late:{model}")
        if where:
            sent = ascii((*args, kwargs))[:200]
            return f"{where}: {error!r:.120} after {model}.{method}{sent}"
        return None

    def _place(self, error):
        """The line of the add-on that an error is to be mended in; None if none is."""
        frames = traceback.extract_tb(error and error.__traceback__)
        ours = self._lines(error)
        is_passed = "answer" in {frame.name for frame in ours}
        # Odoo's answer to a mail for nobody, which its gateway waits for
        is_passed = is_passed and frames[-1].name != "message_route"
        if ours and (ours[-1] == frames[-1] or is_passed):
            return f"{Path(ours[-1].filename).relative_to(ADDON)}:{ours[-1].lineno}"
        return None

    def _is_late(self, error):
        """Whether a call was answered, and what it has done cannot be stored."""
        frames = traceback.extract_tb(error and error.__traceback__)
        return [frame.name for frame in frames[:2]] == ["_attempt", "flush"]

    def _lines(self, error):
        """The lines of the add-on that an error has passed."""
        frames = traceback.extract_tb(error and error.__traceback__)
        return [frame for frame in frames if self._is_ours(frame)]

    def _attempt(self, user, call):
        """The error of a call that is no sentence, and nothing that remains of it."""
        cr = self.env.cr
        try:
            with mute_logger("odoo"), cr.savepoint():
                env = self.env(user=user, context={})
                env.transaction.default_env = env
                call(env)
                cr.flush()
                raise Undo
        # Odoo turns a broken constraint of the database into a sentence as well
        except (Undo, UserError, RedirectWarning, IntegrityError):
            return None
        except Exception as error:
            return error
        finally:
            self._end_transaction()
            self.env.registry.reset_changes()

    def _is_ours(self, frame):
        path = Path(frame.filename)
        return path.is_relative_to(ADDON) and not path.is_relative_to(ADDON / "tests")

    def assertSentences(self, calls):
        """Check many calls, and tell of each line of the add-on that failed once."""
        faults = {}
        for call in calls:
            if fault := self._fault(*call):
                faults.setdefault(fault.partition(" ")[0], fault)
        self.assertFalse(faults, "\n".join(["", *faults.values()]))
