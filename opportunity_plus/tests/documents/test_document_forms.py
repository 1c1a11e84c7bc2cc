# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .document_links_common import OpportunityPlusDocumentLinksCommon

NAMED = {"fields": {"display_name": {}}}
ASKED = {
    "opportunity_id": NAMED,
    "opportunity_ids": NAMED,
    "oplus_opportunity_count": {},
    "oplus_is_opportunity_divided": {},
}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDocumentForms(OpportunityPlusDocumentLinksCommon):
    """An invoice that is not saved tells its user of no opportunity out of sight,
    whatever it names."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        env = cls.env(user=SUPERUSER_ID)
        cls.elsewhere = env["res.company"].create({"name": "Elsewhere"})
        env["account.chart.template"].try_loading(
            "generic_coa", company=cls.elsewhere, install_demo=False
        )

    def setUp(self):
        super().setUp()
        self.draft = self._direct_invoice(self.lead).sudo()
        self.abroad = self._posted_abroad()
        self.own = self._draft(move_type="out_refund")
        self._end_transaction()
        self.env.invalidate_all()

    def _posted_abroad(self):
        """A posted invoice of a company that neither bookkeeper may use."""
        system = self.env(user=SUPERUSER_ID)
        lead = system["crm.lead"].create(
            {
                "name": "Secret deal abroad",
                "type": "opportunity",
                "company_id": self.elsewhere.id,
                "user_id": False,
                "team_id": False,
            }
        )
        moves = system["account.move"].with_company(self.elsewhere)
        vals = {"move_type": "out_invoice", "partner_id": self.customer.id}
        lines = [Command.create(self._line())]
        invoice = moves.create(
            {**vals, "opportunity_id": lead.id, "invoice_line_ids": lines}
        )
        invoice.action_post()
        return invoice.with_company(self.env.company)

    def _hints(self):
        """Every way in which a form can name what leads to the opportunities."""
        sold = self.quotation.order_line
        for invoice in (self.draft, self.abroad):
            yield {"move_type": "out_refund", "reversed_entry_id": invoice.id}
        for command in (Command.set(sold.ids), Command.link(sold.id), sold.id):
            line = {"sale_line_ids": [command]}
            yield {"line_ids": [[0, "virtual_1", line]], "move_type": "out_invoice"}

    def _told(self, form, values, changed, spec):
        """What the form answers, or the words in which it refuses."""
        with self.env.cr.savepoint() as savepoint:
            try:
                told = form.onchange(dict(values), [*changed], spec)
            except AccessError as refusal:
                told = {"refusal": str(refusal)}
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertNotIn("Secret", str(told))
        return told

    def assertSilent(self, form, values, changed, spec=None):
        """Refused, or answered as if there were no opportunity."""
        told = self._told(form, values, changed, spec or ASKED).get("value", {})
        told = told.get("move_id") or told
        self.assertFalse([name for name in ASKED if told.get(name)], told)

    def test_an_invoice_that_is_not_saved_tells_no_opportunity(self):
        for user in (self.clerk, self.finance):
            for form in (self.own.browse(), self.own):
                form = form.with_user(user)
                for values in self._hints():
                    spec = dict.fromkeys(values, {}) | ASKED
                    for changed in ((), values):
                        with self.subTest(user.name, form=form, values=values):
                            self.assertSilent(form, values, changed, spec)

    def test_the_context_and_a_line_tell_no_more(self):
        for user in (self.clerk, self.finance):
            for values in self._hints():
                defaults = {f"default_{name}": values[name] for name in values}
                form = self.env["account.move"].with_user(user).with_context(**defaults)
                line = self.env["account.move.line"].with_user(user)
                spec = {"move_id": {"fields": ASKED}}
                with self.subTest(user.name, values=values):
                    self.assertSilent(form, {}, ())
                    for changed in ((), ("move_id",)):
                        self.assertSilent(line, {"move_id": values}, changed, spec)

    def test_a_form_that_goes_on_from_a_hidden_invoice_tells_nothing(self):
        """The invoice is hidden, too: its form cannot be opened to begin with."""
        for user in (self.clerk, self.finance):
            line = self.env["account.move.line"].with_user(user)
            values = {"move_id": {"id": self.abroad.id, "narration": "x"}}
            for changed in ((), ("move_id",)):
                with self.subTest(user.name, changed=changed):
                    self.assertSilent(
                        line, values, changed, {"move_id": {"fields": ASKED}}
                    )

    def test_what_a_draft_belongs_to_already_stays_and_has_no_name(self):
        line = [[0, "virtual_1", {"name": "More", "price_unit": 1}]]
        spec = {"invoice_line_ids": {}, "line_ids": {}, "opportunity_id": NAMED}
        for user in (self.clerk, self.finance):
            draft = self.draft.with_user(user).sudo(False)
            for field in ("line_ids", "invoice_line_ids"):
                told = self._told(draft, {field: line}, [field], spec)["value"]
                self.assertNotIn("opportunity_id", told)
            draft.write({"invoice_line_ids": [Command.create({"name": "More"})]})
            self.assertEqual(self.draft.opportunity_id, self.lead)

    def test_whoever_may_read_the_opportunity_sees_it_in_the_form(self):
        self.draft.action_post()
        values = {"move_type": "out_refund", "reversed_entry_id": self.draft.id}
        for changed in ((), values):
            form = self.env["account.move"].with_user(self.finance)
            told = form.onchange(dict(values), [*changed], ASKED)["value"]
            self.env.invalidate_all()
            self.assertEqual(
                told["opportunity_id"],
                {"id": self.lead.id, "display_name": "Secret deal"},
            )
            self.assertEqual(told["oplus_opportunity_count"], 1)

    def test_a_credit_note_by_hand_follows_its_invoice(self):
        """Also if the form showed no opportunity to the bookkeeper who saved it."""
        self.draft.action_post()
        for user in (self.clerk, self.finance):
            for shown in ({}, {"opportunity_id": False}):
                with self.subTest(user.name, shown=shown):
                    vals = {"reversed_entry_id": self.draft.id, **shown}
                    credit = self._draft(user=user, move_type="out_refund", **vals)
                    self.env.flush_all()
                    self.assertEqual(credit.sudo().opportunity_id, self.lead)
                    self.assertEqual(credit.sudo().opportunity_ids, self.lead)

    def test_other_forms_tell_no_name_either(self):
        deal = {"fields": {"opportunity_id": NAMED}}
        deals = {"fields": {"opportunity_id": NAMED, "opportunity_ids": NAMED}}
        ours, moves = self.lead.id, [[4, self.draft.id]]
        for model, values, spec in (
            ("sale.order", {"opportunity_id": ours}, NAMED),
            ("calendar.event", {"opportunity_id": ours}, NAMED),
            ("sale.order.line", {"order_id": self.quotation.id}, deal),
            ("account.move.line", {"move_id": self.draft.id}, deals),
            ("account.payment", {"invoice_ids": moves}, deals),
            ("account.move.reversal", {"move_ids": moves}, deals),
        ):
            for user in (self.clerk, self.finance):
                form = self.env[model].with_user(user)
                for changed in ((), values):
                    with self.subTest(user.name, model=model, changed=changed):
                        self._told(form, values, changed, dict.fromkeys(values, spec))
