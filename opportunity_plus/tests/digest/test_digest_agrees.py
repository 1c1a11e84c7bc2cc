# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo.fields import Command
from odoo.tools import html2plaintext

from .digest_common import BEFORE, MONDAY, WITHIN, DigestCommon


class TestDigestAgrees(DigestCommon):
    """The lists of a digest agree with its lines and with the money they tell."""

    def _text(self, user):
        body = self._of(user, self._run()).body
        return " ".join(html2plaintext(body).split())

    def test_what_is_archived_slips_in_the_line_and_in_the_list(self):
        lead, _other = self._life()
        with self._at(WITHIN):
            lead.sudo().active = False
        self.assertEqual(lead.won_status, "pending")
        self.assertRegex(self._text(self.supervisor), r"Slipped to later\s*\(1\)")
        days = ("2026-03-08", "2026-03-15")
        ledger = self.env["crm.lead.revision"].with_user(self.supervisor)
        moved = ledger.bridge_leads(*days, movement="slipped")
        self.assertEqual(moved, lead.ids)
        digests = self.env["crm.pipeline.digest"].with_user(self.supervisor)
        with self._at(MONDAY):
            action = digests.digest_list("slipped", *days)
        leads = self.env["crm.lead"].with_user(self.supervisor)
        leads = leads.with_context(**action["context"])
        self.assertEqual(leads.search(action["domain"]), lead)

    def test_the_most_valuable_is_first_whatever_its_currency(self):
        currency = self.env["res.currency"].sudo()
        currency = currency.create({"name": "OPX", "symbol": "OPX"})
        currency.rate_ids = [
            Command.create({"name": "2026-01-01", "rate": 100, "company_id": False})
        ]
        abroad = self.env["res.company"].sudo()
        abroad = abroad.create({"name": "Abroad", "currency_id": currency.id})
        self.manager.sudo().company_ids = [Command.link(abroad.id)]
        self.new.sudo().rotting_threshold_days = 3
        with self._at(BEFORE):
            for name, amount, company in (
                ("Quay", 50_000, abroad),
                ("Mill", 900, self.company),
                ("Dock", 95_000, abroad),
                ("Shed", 400, self.company),
            ):
                vals = {"user_id": False, "team_id": False, "company_id": company.id}
                self._lead_of_all(name, expected_revenue=amount, **vals)
        text = self._text(self.manager)
        self.assertEqual(
            re.findall(r"Quay|Mill|Dock|Shed", text), ["Dock", "Mill", "Quay", "Shed"]
        )

    def _lead_of_all(self, name, **vals):
        leads = self.env["crm.lead"].sudo()
        vals |= {"name": name, "type": "opportunity", "stage_id": self.new.id}
        return leads.create(vals)
