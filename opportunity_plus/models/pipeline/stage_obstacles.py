# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Domain

from ..foundation.access import every_lead, everywhere
from ..foundation.naming import names

# what is open in stages, except for what somebody is deleting
COMMITTED = """
    SELECT id FROM crm_lead
     WHERE stage_id = ANY(%s) AND won_status = 'pending'
       FOR KEY SHARE SKIP LOCKED
"""


class CrmStage(models.Model):
    """What stands against disabling a stage: open opportunities in it, and pipelines
    that need it."""

    _inherit = "crm.stage"

    def _oplus_still_used(self):
        """Return a message about those that hold something open; empty if none does."""
        held = self._oplus_held()
        return held and self.env._(
            "Open opportunities or leads are in these stages. To disable the stages,"
            " open CRM > Configuration > Stages, which asks where they go: %(names)s",
            names=names(held),
        )

    def _oplus_held(self):
        """Return those of these stages that hold open opportunities or leads."""
        if not self:
            return self
        leads = every_lead(self.env)  # those of other companies included
        groups = leads._read_group(self._oplus_holding_domain(), ["stage_id"])
        held = {stage.id for (stage,) in groups}
        return self.filtered(lambda stage: stage.id in held)

    def _oplus_holding_domain(self, outcome="pending"):
        """Return the domain of what is open in these stages, archived or not.

        :param outcome: ``won`` for what is won in them
        """
        return [
            ("stage_id", "in", self.ids),
            ("won_status", "=", outcome),
            ("active", "in", [True, False]),
        ]

    def _oplus_holding(self):
        """Return the opportunities and leads that are open in these stages, of all
        companies of the user."""
        return self._oplus_leads().search(self._oplus_holding_domain(), order="id")

    def _oplus_holding_counts(self):
        """Return how many there are, by stage and sales team."""
        groups = self._oplus_leads()._read_group(
            self._oplus_holding_domain(), ["stage_id", "team_id"], ["__count"]
        )
        return {(stage, team): count for stage, team, count in groups}

    def _oplus_leads(self):
        """Return the opportunity model with all companies of the user active."""
        return self._oplus_everywhere().env["crm.lead"]

    def _oplus_everywhere(self):
        """Return these stages with all companies of the user active."""
        active = self.env.company.id
        others = everywhere(self.env.user)["allowed_company_ids"]
        companies = [active, *(id_ for id_ in others if id_ != active)]
        return self.with_context(allowed_company_ids=companies, active_test=True)

    def _oplus_disabling_check_seen(self):
        """Let Odoo try again if something entered after this transaction had begun."""
        if not self.env.registry.ready:
            return  # an update, which changes the table itself: nobody works meanwhile
        with self.env.registry.cursor() as cr:
            # raw SQL: what others have committed, which this transaction does not see
            cr.execute(COMMITTED, [self.ids])
            ids = [id_ for (id_,) in cr.fetchall()]
        # raw SQL: fails where somebody else has moved one of them here
        self.env.cr.execute(
            "SELECT FROM crm_lead WHERE id = ANY(%s) FOR NO KEY UPDATE", [ids]
        )
        if self.env.cr.rowcount < len(ids):
            raise ConcurrencyError("Opportunities were created in a stage just now")

    def _oplus_check_all_accessible(self):
        """Refuse if the user would leave open opportunities behind.

        :raise UserError: names the stages
        """
        everything = every_lead(self.env).search_count(self._oplus_holding_domain())
        if everything > sum(self._oplus_holding_counts().values()):
            raise UserError(
                self.env._(
                    "Some open opportunities in these stages belong to companies that"
                    " you have no access to. Somebody who has must disable the stages:"
                    " %(names)s",
                    names=names(self),
                )
            )

    def _oplus_usable_by(self, team):
        """Return those of these stages that a sales team may use; without a team, those
        that all teams share."""
        # sudo: teams that the user may not read restrict a stage, too
        stages = self.sudo().with_context(active_test=False)
        ids = {
            stage.id
            for stage in stages
            if not stage.team_ids or team.id in stage.team_ids.ids
        }
        return self.filtered(lambda stage: stage.id in ids)

    def _oplus_lonely(self):
        """Return a message about the pipelines that would lose their last open or their
        last won stage with these stages; empty if there are none."""
        # sudo: stages also serve sales teams that the user may not read
        stages = self.sudo().with_context(active_test=False)
        every = stages.search(Domain.TRUE)
        going = every & self
        staying = every.filtered("active") - going
        lonely = going.filtered(
            lambda stage: stage._oplus_is_missed(
                staying.filtered(lambda other: other.is_won == stage.is_won)
            )
        )
        return lonely and lonely._oplus_lonely_message()

    def _oplus_lonely_message(self):
        return self.env._(
            "Each pipeline needs an open and a won stage. These are the last ones of a"
            " sales team, or of the stages that all teams share. Add or enable another"
            " one first: %(names)s",
            names=names(self),
        )

    def _oplus_is_missed(self, staying):
        """Return whether a pipeline of this stage has none of the staying stages."""
        if not all(stage.team_ids for stage in staying):
            return False  # one that all teams share
        if not self.team_ids:
            return True
        return bool(self.team_ids.filtered("active") - staying.team_ids)
