# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ..common import OpportunityPlusCommon

NAMES = [
    "Contact & presentation",
    "Under consideration",
    "Quotation",
    "Negotiation",
    "Purchase approval",
    "Won",
]


class PipelineTemplateCommon(OpportunityPlusCommon):
    """The template, and the stages of the tests alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls.env.ref(
            "opportunity_plus.pipeline_template_consultative"
        ).with_user(cls.admin)
        cls.env["crm.lead"].sudo().with_context(active_test=False).search([]).unlink()
        ours = cls.new | cls.talk | cls.offer | cls.won
        (cls.env["crm.stage"].sudo().search([]) - ours).unlink()

    def _clear(self):
        """Delete all stages."""
        stages = self.env["crm.stage"].sudo().with_context(active_test=False)
        stages.search([]).unlink()

    def _pipeline(self, team=None):
        domain = [("team_ids", "=", team.id)] if team else [("team_ids", "=", False)]
        return self.env["crm.stage"].search(domain, order="sequence, id")

    def _states(self, team_id=False):
        return [line["state"] for line in self.template.preview(team_id)["lines"]]
