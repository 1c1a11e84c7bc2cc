# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL, float_compare

# value of ``oplus_stage_probability`` if a user or the scoring set the rate
NOTHING_GIVEN = -1


class CrmLead(models.Model):
    """The closing rate (probability, in percent) of open opportunities, by policy.

    * ``fixed``: a new opportunity gets the rate of the company; users may change it.
    * ``stage``: each stage sets its rate, until a user changes it on the opportunity.
    * ``automatic``: Odoo's predictive scoring sets it.

    With any policy, won is 100 and lost is 0. Changing the policy keeps existing rates
    until the opportunity moves or a user changes its rate.
    """

    _inherit = "crm.lead"

    oplus_stage_probability = fields.Float(
        aggregator=None,
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
            policy = lead._oplus_rate_policy()
            lead.oplus_is_rate_automatic = lead.type == "lead" or policy == "automatic"

    def _oplus_rate_policy(self):
        return self._oplus_policy()["opportunity_probability_policy"]

    def _oplus_rate_is_ours(self):
        return (
            self.type == "opportunity"
            # first the policy: the other conditions may need a query
            and self._oplus_rate_policy() != "automatic"
            and self.active
            and not self.stage_id.is_won
        )

    def _oplus_rate_default(self, stage=None):
        if self._oplus_rate_policy() == "stage":
            return (stage or self.stage_id).opportunity_probability
        return self._oplus_policy()["opportunity_probability_default"]

    def _oplus_rate_grouped(self):
        return self.grouped(lambda lead: lead._oplus_rate_default()).items()

    def _oplus_rate_is_unset(self):
        """Return whether no rate was set yet since it is new, or open again."""
        return self.is_automated_probability and (
            (not self.automated_probability and not self.oplus_stage_probability)
            # won before: scores are never 100
            or self.automated_probability == 100
        )

    def _oplus_rate_follows(self):
        """Return whether the policy still sets the rate, and no user changed it."""
        return self._oplus_rate_policy() == "stage" and (
            not float_compare(self.probability, self.oplus_stage_probability, 2)
            # the rate is a score from before the policy was changed
            or (self.is_automated_probability and self._oplus_rate_is_moved())
        )

    def _oplus_rate_entering(self):
        """Leave out those that stay in their stage, with another rate than it gives:
        that of an earlier policy, or of the stage before its rate was changed."""
        staying = self.filtered(
            lambda lead: (
                lead._origin
                and not lead._oplus_rate_is_moved()
                and float_compare(lead.probability, lead._oplus_rate_default(), 2)
            )
        )
        if not staying:
            return self
        # raw SQL: the stage that is stored. Another sales team may have changed it
        query = SQL("SELECT id, stage_id FROM crm_lead WHERE id = ANY(%s)", staying.ids)
        stages = dict(self.env.execute_query(query))
        return self - staying.filtered(
            lambda lead: stages.get(lead._origin.id) == lead.stage_id.id
        )

    def _oplus_rate_is_moved(self):
        """Return whether it moved in this transaction; a new score does not count."""
        return self.id in self._oplus_record_noted().moved

    def _compute_probabilities(self):
        """Let Odoo compute the score, but keep rates that the scoring must not set."""
        ours = self.filtered(lambda lead: lead._oplus_rate_is_ours())
        unset = ours.filtered(lambda lead: lead._oplus_rate_is_unset())
        given = (ours - unset).filtered(lambda lead: lead._oplus_rate_follows())
        following = unset | given._oplus_rate_entering()
        kept = {lead: lead.probability for lead in ours - following}
        result = super()._compute_probabilities()
        for lead in following:
            lead.probability = lead._oplus_rate_default()
        for lead, rate in kept.items():
            lead.probability = rate
        following._oplus_rate_remember()
        return result

    def _oplus_rate_remember(self):
        """Store the rate that the policy set, to detect later if a user changed it."""
        # sudo: the user may not write to opportunities that they created for others
        ours = self.sudo().filtered(
            lambda lead: (
                lead.type == "opportunity" and lead._oplus_rate_policy() != "automatic"
            )
        )
        for rate, leads in ours._oplus_rate_grouped():
            leads._oplus_rate_note(rate)

    def _oplus_rate_note(self, rate):
        """Store the rate of the policy with the opportunity, without another write."""
        field = self._fields["oplus_stage_probability"]
        other = self.filtered(lambda lead: lead[field.name] != rate)
        with self.env.protecting([field], other):
            other[field.name] = rate

    def action_unarchive(self):
        """Give reopened opportunities the rate of the policy."""
        lost = self.filtered(lambda lead: lead.won_status == "lost")
        result = super().action_unarchive()
        lost._oplus_rate_start()
        return result

    def action_restore(self):
        """Give reopened opportunities the rate of the policy, not Odoo's score."""
        result = super().action_restore()
        self._oplus_rate_start()
        return result

    def _oplus_rate_start(self):
        ours = self.filtered(lambda lead: lead._oplus_rate_is_ours())
        for rate, leads in ours._oplus_rate_grouped():
            leads.probability = rate
        ours._oplus_rate_remember()
        # sudo: a note of the system; no policy takes the score for a rate of its own
        (self - ours).sudo().filtered("active")._oplus_rate_note(NOTHING_GIVEN)

    def _oplus_rate_on_conversion(self, vals):
        """Return the values that give a converted lead the rate of the policy."""
        policy, is_lost = self._oplus_rate_policy(), self.won_status == "lost"
        if not self.is_automated_probability or policy == "automatic" or is_lost:
            return {"oplus_stage_probability": NOTHING_GIVEN}
        rate = self._oplus_rate_default(self.stage_id.browse(vals.get("stage_id")))
        return {"probability": rate, "oplus_stage_probability": rate}

    def _oplus_rate_keep(self):
        """On installation, keep 0 % where it would look like a rate of the policy. What
        is lost gets a rate when it is reopened."""
        # raw SQL: one statement for all opportunities, without recomputing rates
        self.env.cr.execute(
            "UPDATE crm_lead SET oplus_stage_probability = %s"
            " WHERE active AND type = 'opportunity' AND COALESCE(probability, 0) = 0",
            [NOTHING_GIVEN],
        )
        self.invalidate_model(["oplus_stage_probability"])

    def _oplus_rate_unscored(self, scores):
        """Leave out the scores of opportunities whose rate the scoring must not set:
        the nightly job writes a new score to every rate that equals the old one."""
        kept = self.filtered(
            lambda lead: lead.is_automated_probability and lead._oplus_rate_is_ours()
        )
        probabilities, tooltip = scores
        return {
            id_: score for id_, score in probabilities.items() if id_ not in kept._ids
        }, tooltip
