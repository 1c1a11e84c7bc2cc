# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ..common import OpportunityPlusCommon

BEFORE, WITHIN, MONDAY = "2026-03-04T09:00", "2026-03-11T09:00", "2026-03-16T08:00"


class DigestCommon(OpportunityPlusCommon):
    """The digest of 9 to 15 March 2026, sent on Monday, 16 March."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company.sudo()
        cls.company.partner_id.tz = "UTC"
        cls.company.opportunity_weekly_digest = True
        cls.readers = cls.admin | cls.manager | cls.supervisor
        others = cls.env["res.users"].sudo().search([]) - cls.readers
        others.oplus_pipeline_digest = False
        cls.readers.sudo().tz = "UTC"
        cls.env.flush_all()

    def _digests(self):
        return self.env["crm.pipeline.digest"].sudo().search([], order="user_id")

    def _run(self, moment=MONDAY):
        """Run the job; return the digests that it has sent."""
        before = self._digests()
        with self._at(moment):
            job = self.env["crm.pipeline.digest"].with_user(
                self.env.ref("base.user_root")
            )
            job.sudo()._cron_pipeline_digest()
        return self._digests() - before

    def _of(self, user, digests):
        return digests.filtered(lambda digest: digest.user_id == user)

    def _life(self):
        """One opportunity of North from before, one of South won in the week."""
        with self._at(BEFORE):
            lead = self._lead(
                name="Cold store", expected_revenue=1000, date_deadline="2026-03-20"
            )
            other = (
                self.env["crm.lead"]
                .sudo()
                .create(
                    {
                        "name": "Pump",
                        "type": "opportunity",
                        "user_id": self.colleague.id,
                        "team_id": self.south.id,
                        "stage_id": self.new.id,
                        "expected_revenue": 300,
                        "date_deadline": "2026-03-20",
                    }
                )
            )
        with self._at(WITHIN):
            lead.write({"expected_revenue": 1500, "date_deadline": "2026-04-20"})
            other.stage_id = self.won
        return lead, other
