# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import float_compare

from ..recording.recorder import PENDING

# what the policy gave to an opportunity whose rate is a person's or the scoring's
NOTHING_GIVEN = -1


class CrmLead(models.Model):
    """Who decides on the closing rate of an open opportunity.

    * ``fixed``: new ones get the rate of the company; then it is a person's.
    * ``stage``: the stage gives it, until a person changes it on that opportunity.
    * ``automatic``: Odoo's predictive scoring, untouched.

    Won and lost are 100 and 0 with any policy. Switching the policy rewrites nothing:
    an opportunity keeps its rate until it is moved or somebody changes it.
    """

    _inherit = "crm.lead"

    oplus_stage_probability = fields.Float(
        copy=False,
        readonly=True,
        export_string_translation=False,
        help="The closing rate that the policy gave last, in percent.",
    )

    oplus_is_rate_automatic = fields.Boolean(
        compute="_compute_oplus_is_rate_automatic", export_string_translation=False
    )

    @api.depends("company_id", "type")
    @api.depends_context("company")
    def _compute_oplus_is_rate_automatic(self):
        for lead in self:
            policy = lead._oplus_closing_rate_policy()
            lead.oplus_is_rate_automatic = lead.type == "lead" or policy == "automatic"

    def _oplus_closing_rate_policy(self):
        return self._oplus_policy()["opportunity_probability_policy"]

    def _oplus_closing_rate_is_ours(self):
        return (
            self.type == "opportunity"
            # the rest may cost a query, which the scoring alone does not need
            and self._oplus_closing_rate_policy() != "automatic"
            and self.active
            and not self.stage_id.is_won
        )

    def _oplus_closing_rate_default(self, stage=None):
        if self._oplus_closing_rate_policy() == "stage":
            return (stage or self.stage_id).opportunity_probability
        return self._oplus_policy()["opportunity_probability_default"]

    def _oplus_closing_rate_grouped(self):
        return self.grouped(lambda lead: lead._oplus_closing_rate_default()).items()

    def _oplus_closing_rate_follows(self):
        """Whether the policy still decides, as opposed to a person."""
        if self.is_automated_probability and (
            # new: nothing was given yet; the scoring never gives 100, so it was won
            (not self.automated_probability and not self.oplus_stage_probability)
            or self.automated_probability == 100
        ):
            return True
        return self._oplus_closing_rate_policy() == "stage" and (
            not float_compare(self.probability, self.oplus_stage_probability, 2)
            # the scoring's, from before the policy was changed
            or (self.is_automated_probability and self._oplus_closing_rate_is_moved())
        )

    def _oplus_closing_rate_is_moved(self):
        """Whether it has just been moved; the scoring asks for the rate at any time."""
        pending = self.env.cr.precommit.data.get(PENDING)
        return bool(pending) and self.id in pending.moved

    def _compute_probabilities(self):
        """Keep the score of the scoring, and the rate of the policy."""
        ours = self.filtered(lambda lead: lead._oplus_closing_rate_is_ours())
        following = ours.filtered(lambda lead: lead._oplus_closing_rate_follows())
        kept = {lead: lead.probability for lead in ours - following}
        result = super()._compute_probabilities()
        for lead in following:
            lead.probability = lead._oplus_closing_rate_default()
        for lead, rate in kept.items():
            lead.probability = rate
        following._oplus_closing_rate_remember()
        return result

    def _oplus_closing_rate_remember(self):
        """Note what the policy gave, to tell later whether a person changed it."""
        # sudo: a note of the system, also on what was opened for somebody else
        ours = self.sudo().filtered(
            lambda lead: (
                lead.type == "opportunity"
                and lead._oplus_closing_rate_policy() != "automatic"
            )
        )
        for rate, leads in ours._oplus_closing_rate_grouped():
            other = [lead.id for lead in leads if lead.oplus_stage_probability != rate]
            leads.browse(other).oplus_stage_probability = rate

    def action_unarchive(self):
        """A reopened opportunity starts with the rate of the policy."""
        lost = self.filtered(lambda lead: lead.won_status == "lost")
        result = super().action_unarchive()
        lost._oplus_closing_rate_start()
        return result

    def action_restore(self):
        """The same; Odoo sets the score here."""
        result = super().action_restore()
        self._oplus_closing_rate_start()
        return result

    def _oplus_closing_rate_start(self):
        ours = self.filtered(lambda lead: lead._oplus_closing_rate_is_ours())
        for rate, leads in ours._oplus_closing_rate_grouped():
            leads.probability = rate
        ours._oplus_closing_rate_remember()

    def _oplus_closing_rate_on_conversion(self, vals):
        """A lead that becomes an opportunity gets the rate of the policy."""
        policy = self._oplus_closing_rate_policy()
        if not self.is_automated_probability or policy == "automatic":
            return {"oplus_stage_probability": NOTHING_GIVEN}
        stage = self.stage_id.browse(vals.get("stage_id"))
        rate = self._oplus_closing_rate_default(stage)
        return {"probability": rate, "oplus_stage_probability": rate}

    def _oplus_closing_rate_keep(self):
        """Install: what nobody has given a rate yet keeps that, too."""
        # raw SQL: all of them at once, without their policies
        self.env.cr.execute(
            "UPDATE crm_lead SET oplus_stage_probability = %s"
            " WHERE type = 'opportunity' AND COALESCE(probability, 0) = 0",
            [NOTHING_GIVEN],
        )
        self.invalidate_model(["oplus_stage_probability"])

    def _oplus_closing_rate_unscored(self, scores):
        """The nightly scoring aligns the rate wherever it equals the score: leave out
        those whose rate is not the scoring's."""
        kept = self.filtered(
            lambda lead: (
                lead.is_automated_probability and lead._oplus_closing_rate_is_ours()
            )
        )
        probabilities, tooltip = scores
        return {
            id_: score for id_, score in probabilities.items() if id_ not in kept._ids
        }, tooltip
