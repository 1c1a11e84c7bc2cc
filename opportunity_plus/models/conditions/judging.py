# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain

from .entry import Missing, StageConditions, is_filled


class CrmLead(models.Model):
    """Judges whether opportunities meet the conditions of stages.

    The number of queries depends on the conditions, not on the number of
    opportunities.
    """

    _inherit = "crm.lead"

    def _oplus_condition_missing(self, entries, policy):
        """Return what is missing, for each entry that lacks something.

        :param entries: list of :class:`~.entry.Entry`
        :param policy: :class:`~.entry.StageConditions` by id of the stage
        :return: list of pairs of an entry and :class:`~.entry.Missing`
        """
        ways = {entry.way for entry in entries}
        demands = {way: self._oplus_condition_demand(*way, policy) for way in ways}
        asked = [(entry, demands[entry.way]) for entry in entries]
        asked = [(entry, demand) for entry, demand in asked if demand.asks]
        if not asked:
            return []
        # sudo: a condition holds whether or not the user may see what it is about; no
        # value is told, only that it is missing
        leads = self.sudo().browse({entry.lead_id for entry, _demand in asked})
        facts = leads._oplus_condition_facts(asked)
        found = (
            (entry, self._oplus_condition_lacking(entry, demand, *facts))
            for entry, demand in asked
        )
        return [(entry, missing) for entry, missing in found if missing]

    def _oplus_condition_facts(self, asked):
        leads = {lead.id: lead for lead in self}
        return (
            leads,
            *self._oplus_condition_orders(demand for _entry, demand in asked),
            self._oplus_condition_points(asked, leads),
        )

    def _oplus_condition_lacking(self, entry, demand, leads, offered, signed, points):
        known, lead = entry.known or {}, leads[entry.lead_id]
        return Missing(
            tuple(
                name
                for name in demand.fields
                if not (known[name] if name in known else is_filled(lead, name))
            ),
            demand.quotation and lead.id not in offered,
            demand.signed and lead.id not in signed,
            points.get((lead.id, entry.way), self.env["crm.stage.checkpoint"]),
        )

    def _oplus_condition_demand(self, origin, stage, team, policy):
        """Return what a move must meet; nothing unless it goes forward."""
        rules = self.env["crm.stage"]._oplus_stage_change_policy()
        start, end = rules.get(origin), rules.get(stage)
        if not end or not self._oplus_condition_is_forward(start, end):
            return StageConditions.together([])
        applying = [
            one
            for id_, one in policy.items()
            if id_ == stage or self._oplus_condition_is_skipped(one, start, end, team)
        ]
        return StageConditions.together(sorted(applying, key=lambda one: one.order))

    def _oplus_condition_is_skipped(self, one, start, end, team):
        """Return whether a stage also asks of what moves past it, and is moved past."""
        return (
            one.when_skipped
            and one.is_active
            and (not one.teams or team in one.teams)
            and one.order < end.order
            and (not start or start.order < one.order)
        )

    def _oplus_condition_is_forward(self, start, end):
        """Return whether a move goes forward; one into a won stage always does."""
        return not start or (end.is_won and not start.is_won) or start.order < end.order

    def _oplus_condition_orders(self, demands):
        """Return the ids of those with a valid quotation and of those with an order."""
        if not any(demand.quotation or demand.signed for demand in demands):
            return set(), set()
        orders = self.env["sale.order"]
        # signed but not confirmed: it counts as long as it is valid
        stands = orders._oplus_quotation_is_valid() | Domain("state", "=", "sale")
        domain = Domain("opportunity_id", "in", self.ids) & stands
        valid = orders.search_fetch(domain, ["opportunity_id", "state"])
        ordered = valid.filtered(lambda order: order.state == "sale")
        return set(valid.opportunity_id.ids), set(ordered.opportunity_id.ids)

    def _oplus_condition_points(self, asked, leads):
        """Return the open points of the checklists that are asked for, by one query.

        :param leads: opportunities by id
        :return: points by id of the opportunity and its way
        """
        demands = {entry.way: demand for entry, demand in asked if demand.checklists}
        before = {
            way: self._oplus_condition_stages_before(*way, demand.checklists)
            for way, demand in demands.items()
        }
        keys = [(one.lead_id, one.way) for one, _demand in asked if one.way in before]
        points = self._oplus_checklist_open(
            [(leads[lead_id], before[way]) for lead_id, way in keys]
        )
        return dict(zip(keys, points, strict=True))

    def _oplus_condition_stages_before(self, origin, _stage, team, asking):
        """Return the stages whose checklists count, in the order of the board: the one
        that is left, and the one just before each stage that asks.

        :param asking: ids of the stages that ask for checklists
        """
        stages = self.env["crm.stage"]
        places, usable = stages._oplus_places(), self._oplus_condition_usable(team)
        ids = {origin}
        for id_ in asking:
            ids.update([one for one in usable if places[one] < places[id_]][-1:])
        return stages.browse(sorted(ids & places.keys(), key=places.get))

    def _oplus_condition_usable(self, team):
        """Return the ids of the enabled open stages that a team may use, in the order
        of the board."""
        stages = self.env["crm.stage"]
        disabled = stages._oplus_screens().disabled
        return [
            id_
            for id_, rule in stages._oplus_stage_change_policy().items()
            if not rule.is_won
            and id_ not in disabled
            and (not rule.team_ids or team in rule.team_ids)
        ]
