# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import warnings
from types import SimpleNamespace
from unittest.mock import patch

from odoo import SUPERUSER_ID, fields
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..hostile_common import HostileAgentCommon

OPERATIONS = ("read", "write", "create", "unlink")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestRefusedNames(HostileAgentCommon):
    """No refusal names what its caller may not read, whatever is asked for."""

    def setUp(self):
        super().setUp()
        system = self.env(user=SUPERUSER_ID, su=True)
        system["crm.lead.product.line"].create(
            {"lead_id": self.secret.id, "name": "Secret gold"}
        )
        rule = system["crm.big.deal.rule"].create(
            {
                "name": "Big",
                "minimum_amount": 1,
                "notify_salesperson": True,
                "company_id": False,
            }
        )
        system["crm.big.deal.alert"]._system_create(
            [
                {
                    "lead_id": self.secret.id,
                    "rule_id": rule.id,
                    "kind": "lost",
                    "crossing": 9,
                    "date": fields.Datetime.now(),
                    "currency_id": self.env.company.currency_id.id,
                    "state": "sent",
                    "attempts": 1,
                }
            ]
        )
        system["crm.lead.share"].create(
            {"lead_id": self.secret.id, "user_id": self.supervisor.id}
        )
        self._end_transaction()
        self.env.invalidate_all()

    def test_values_that_are_refused(self):
        """What is asked as superuser on the way is in the cache of everybody."""
        system = self.env(user=SUPERUSER_ID, su=True)
        disabled = system.ref("crm.stage_lead3").copy()
        disabled.active = False
        seen = self.secret.with_env(system).copy({"name": "Seen"})
        customer = system["res.partner"].create({"name": "Orchard"})
        order = {"partner_id": customer.id, "opportunity_id": seen.id}
        system["sale.order"].create(order).action_confirm()
        finance = self._user("bookkeeper", "opportunity_plus.group_finance")
        both = (seen | self.secret).with_user(finance)
        for vals in ({"probability": 1000}, {"stage_id": disabled.id}):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertRaises(AccessError) as refusal:
                both.write({**vals, "type": "opportunity"})
            self.assertNotIn("Secret", str(refusal.exception))

    def _about_the_secret(self):
        """What there is of the opportunity, by model of the add-on."""
        yield "crm.lead", self.secret.ids
        for name, model in self.env.registry.items():
            is_own = model._original_module == "opportunity_plus"
            is_kept = not (model._abstract or model._transient)
            if is_own and is_kept and "lead_id" in model._fields:
                yield name, self._found(name)

    def _found(self, name):
        domain = [("lead_id", "=", self.secret.id)]
        return self.env[name].sudo().search(domain).ids

    def _answers(self, user, model, ids):
        env = self.env(user=user)
        asked = [("read", [ids])]
        for operation in OPERATIONS:
            asked.append(("check_access_rule", [ids, operation]))
            asked.append(("check_access_rights", [operation]))
            asked.append(("has_access", [ids, operation]))
        for method, args in asked:
            self.env.invalidate_all()
            try:
                yield method, args, str(call_kw(env[model], method, args, {}))
            except AccessError as error:
                yield method, args, str(error)

    def test_nothing_out_of_sight_is_named_in_a_refusal(self):
        debug = SimpleNamespace(session=SimpleNamespace(debug="1"))
        asked = 0
        for model, ids in [*self._about_the_secret()]:
            for user in (self.colleague, self.outsider):
                with (
                    patch("odoo.addons.base.models.res_users.request", debug),
                    warnings.catch_warnings(),
                ):
                    warnings.simplefilter("ignore", DeprecationWarning)
                    answers = [*self._answers(user, model, ids)]
                for method, args, answer in answers:
                    asked += bool(ids)
                    with self.subTest(model=model, method=method, args=args):
                        self.assertNotIn("Secret", answer)
        self.assertGreater(asked, 100)

    def test_who_enters_an_opportunity_is_told_which_is_refused(self):
        with self.assertRaisesRegex(AccessError, "for this salesperson.*: Papaya"):
            self.env["crm.lead"].create(
                {"name": "Papaya", "type": "opportunity", "user_id": self.agent.id}
            )
