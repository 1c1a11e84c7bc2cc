# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from .opening_common import OpeningCommon


class CallCampaignCommon(OpeningCommon):
    """The agent calls customers; new customers do not become opportunities."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.sudo().opportunity_auto_create = False
        cls.campaign = cls.env["utm.campaign"].create({"name": "Spring"})
        cls.call = cls.env.ref("mail.mail_activity_data_call")
        cls.env.flush_all()

    def _customers(self, count, **vals):
        partners = self.env["res.partner"].sudo()
        return partners.create(
            [{"name": f"Customer {number}", **vals} for number in range(count)]
        ).with_env(self.env)

    def _preview(self, partners):
        """A draft for customers, as the current user."""
        action = partners.oplus_action_call_campaign()
        run = self.env["crm.lead.opening.run"].browse(action["res_id"])
        return run.with_context(**partners.env.context)

    def _run(self, partners, date_call=None):
        run = self._preview(partners)
        run.campaign_id = self.campaign
        if date_call:
            run.date_call = date_call
        run.action_run()
        self._end_transaction()
        return run

    def _ran(self, count=1, **vals):
        """A campaign that was carried out at 9 o'clock."""
        with self._at("2026-03-02 09:00"):
            return self._run(self._customers(count, **vals))

    def _undo(self, run, user=None):
        """Undo it at 11 o'clock."""
        with self._at("2026-03-02 11:00"):
            run.with_user(user or self.agent).action_undo()
        self.env.invalidate_all()
