# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL, date_utils

from .kinds import KINDS
from .settling import OPEN, TO_COME

ICON = "fa-tasks"
# among how many opportunities of a customer one chooses
MOST_LEADS = 20
# opportunities for which more is planned than the activities that are told; whose it is
# does not matter, as on cards
MORE = f"""
    SELECT lead.id
      FROM crm_lead lead
 LEFT JOIN crm_lead_contact_state state ON state.lead_id = lead.id
     WHERE lead.id = ANY(%(ids)s) AND ({TO_COME} OR EXISTS (
            SELECT FROM mail_activity activity
             WHERE activity.res_model = 'crm.lead' AND activity.res_id = lead.id
               AND activity.id <> ALL(%(told)s) AND {OPEN}))
"""


class CrmContactLogMixin(models.AbstractModel):
    """What a dialog needs to log a contact, in one call."""

    _inherit = "crm.contact.log.mixin"

    def oplus_contact_choices(self):
        """Return what can be chosen when a contact with this record is logged.

        :return: a dict; ``leads`` are the opportunities to choose from, and
            ``more_leads`` how many there are besides
        :raise AccessError: the user may not read the record
        """
        self.ensure_one()
        self._oplus_contact_check_read()
        today = fields.Date.context_today(self)
        found = self._oplus_contact_leads()
        leads = found[:MOST_LEADS]
        return {
            "record": self._oplus_contact_told(),
            "partner": self._oplus_contact_partner_told(),
            "kinds": self._oplus_contact_kinds(),
            "types": self._oplus_contact_types_told(),
            "today": fields.Date.to_string(today),
            "tomorrow": fields.Date.to_string(date_utils.add(today, days=1)),
            "leads": leads._oplus_contact_leads_told(),
            "more_leads": len(found - leads),
        }

    def _oplus_contact_told(self):
        refusals = [*self._oplus_contact_refusals()]
        if not self.has_access("write"):
            refusals = [self._oplus_contact_reading()]
        return {
            "id": self.id,
            "model": self._name,
            "name": self.display_name,
            "may_log": not refusals,
            "refusal": "\n".join(refusals) or False,
        }

    def _oplus_contact_partner_told(self):
        partner = self._oplus_contact_partner()
        return bool(partner) and {
            "id": partner.id,
            "name": partner.display_name,
            "phone": partner.phone,
        }

    def _oplus_contact_kinds(self):
        types = self.env["mail.activity.type"]
        labels = dict(
            types._fields["oplus_contact_kind"]._description_selection(self.env)
        )
        found = {
            kind: types._oplus_contact_type(kind, self._name) for kind, _label in KINDS
        }
        return [
            {
                "kind": kind,
                "label": labels[kind],
                "type_id": one.id,
                "icon": one.icon or ICON,
            }
            for kind, one in found.items()
        ]

    def _oplus_contact_types_told(self):
        types = self.env["mail.activity.type"]._oplus_contact_types(self._name)
        return [
            {
                "id": one.id,
                "name": one.name,
                "icon": one.icon or ICON,
                "next_date": fields.Date.to_string(one._get_date_deadline()),
            }
            for one in types
        ]


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _oplus_contact_leads(self):
        return self

    def _oplus_contact_partner(self):
        return self.partner_id._filtered_access("read")

    def _oplus_contact_leads_told(self):
        activities = self._oplus_contact_activities_told()
        more = self._oplus_contact_more(activities)
        stages = self._oplus_contact_stages_by_team()
        partners = self.partner_id._filtered_access("read")
        return [
            {
                "id": lead.id,
                "name": lead.name,
                "stage_id": lead.stage_id.id,
                "user_id": bool(lead.user_id)
                and [lead.user_id.id, lead.user_id.display_name],
                "phone": lead.phone or (lead.partner_id & partners).phone,
                "silence_days": lead.silence_days,
                "more_planned": lead.id in more,
                "stages": lead._oplus_contact_stages_told(stages[lead.team_id]),
                "activities": activities.get(lead.id, []),
            }
            for lead in self
        ]

    def _oplus_contact_more(self, activities):
        """Return the ids of those for which more is planned than these activities."""
        self._oplus_contact_settle()
        query = SQL(
            MORE,
            **self._oplus_contact_moment(),
            state=SQL.identifier("state"),
            ids=self.ids,
            told=[one["id"] for told in activities.values() for one in told],
        )
        # raw SQL: by the same conditions as the card and Today, in one statement
        return {lead_id for (lead_id,) in self.env.execute_query(query)}

    def _oplus_contact_stages_by_team(self):
        """Return the stages of each team's opportunities, and of those without one."""
        stages = self.env["crm.stage"].search(
            ["|", ("team_ids", "=", False), ("team_ids", "in", self.team_id.ids)]
        )
        return {
            team: stages.filtered(
                lambda stage, team=team: not stage.team_ids or team & stage.team_ids
            )
            for team in (*self.team_id, self.env["crm.team"])
        }

    def _oplus_contact_stages_told(self, stages):
        """Return the stages to which the opportunity can move."""
        reasons = self.oplus_stages_asking_reason or ()
        conditions = self.oplus_stages_with_conditions or ()
        return [
            {
                "id": stage.id,
                "name": stage.name,
                "is_won": stage.is_won,
                "asks_reason": stage.id in reasons,
                "asks_more": stage.id in conditions,
            }
            for stage in stages
        ]

    def _oplus_contact_activities_told(self):
        """Return the user's own planned contacts by opportunity, ordered by day."""
        activities = self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("user_id", "=", self.env.uid),
                ("activity_type_id.oplus_contact_kind", "!=", False),
            ],
            order="date_deadline, id",
        )
        told = {}
        for activity in activities:
            told.setdefault(activity.res_id, []).append(
                {
                    "id": activity.id,
                    "kind": activity.activity_type_id.oplus_contact_kind,
                    "name": activity.summary or activity.activity_type_id.name,
                    "date_deadline": fields.Date.to_string(activity.date_deadline),
                }
            )
        return told
