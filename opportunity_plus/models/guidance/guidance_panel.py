# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml.builder import E

from odoo import api, fields, models
from odoo.tools import SQL

SHOWN = """
    SELECT shown.lead_id, point.id,
           COALESCE(point.name->>%(lang)s, point.name->>'en_US'), point.is_required,
           COALESCE(tick.is_done, FALSE), partner.name, tick.date
      FROM unnest(%(leads)s::int[], %(points)s::int[]) AS shown (lead_id, point_id)
      JOIN crm_stage_checkpoint point ON point.id = shown.point_id
      LEFT JOIN crm_lead_tick tick
             ON tick.lead_id = shown.lead_id AND tick.checkpoint_id = point.id
            AND tick.is_current
      LEFT JOIN res_users person ON person.id = tick.user_id
      LEFT JOIN res_partner partner ON partner.id = person.partner_id
"""
# how the form shows a field, which the panel takes over
TAKEN = (
    *("context", "domain", "force_save", "groups", "options", "placeholder"),
    *("readonly", "required", "string", "widget"),
)


class CrmLead(models.Model):
    """The panel of the form with the guidance of the current stage."""

    _inherit = "crm.lead"

    # what the panel shows, read together with the rest of the form
    oplus_guidance = fields.Json(
        compute="_compute_oplus_guidance",
        groups="base.group_user",
        export_string_translation=False,
    )

    @api.depends("type", "stage_id", "team_id", "oplus_tick_ids")
    @api.depends_context("lang")
    def _compute_oplus_guidance(self):
        """Return text and points of the stage; nothing, without a query, if it has
        none."""
        guides = self.env["crm.stage"]._oplus_guides()
        self.oplus_guidance = False
        guided = self.filtered(
            lambda lead: (
                lead.type == "opportunity" and lead.stage_id._origin.id in guides
            )
        )
        if not guided:
            return
        points = guided._oplus_checklist_points()
        shown = guided._oplus_guidance_points(points)
        for lead in guided:
            guide = guides[lead.stage_id._origin.id]
            keys = [(lead._origin.id or 0, id_) for id_ in points.get(lead, ())]
            own = [shown[key] for key in keys if key in shown]
            if own or guide.has_text or guide.key_fields:
                text = guide.has_text and lead.stage_id.guidance
                lead.oplus_guidance = {"text": text or "", "points": own}

    def _oplus_guidance_points(self, points):
        """Return what is shown of points, by ids of opportunity and point.

        :param points: the points that apply, by opportunity
        """
        pairs = [(lead._origin.id or 0, id_) for lead in points for id_ in points[lead]]
        if not pairs:
            return {}
        lead_ids, point_ids = map(list, zip(*pairs, strict=True))
        self.env["crm.stage.checkpoint"].flush_model(["name", "is_required"])
        # raw SQL: names, ticks and people in one statement. Whoever reads the
        # opportunity may know who ticked what
        rows = self.env.execute_query(
            SQL(SHOWN, lang=self.env.lang or "en_US", leads=lead_ids, points=point_ids)
        )
        return {(row[0], row[1]): self._oplus_guidance_point(*row[1:]) for row in rows}

    @api.model
    def _oplus_guidance_point(self, point_id, name, is_required, is_done, by, date):
        return {
            "id": point_id,
            "name": name,
            "is_required": bool(is_required),
            "is_done": is_done,
            "by": by or False,
            "date": fields.Datetime.to_string(date),
        }

    @api.model
    def _oplus_guidance_offer(self, arch):
        """Add the key fields of all stages to the panel, each shown in its stages."""
        for panel in arch.xpath("//group[@name='oplus_key_fields']"):
            for name, stage_ids in self.env["crm.stage"]._oplus_key_fields():
                panel.append(self._oplus_guidance_key_field(arch, name, stage_ids))

    def _oplus_guidance_key_field(self, arch, name, stage_ids):
        """Return a field that looks and behaves as elsewhere on the form."""
        same = "//field[@name=$name][not(ancestor::field or @invisible='1')]"
        nodes = arch.xpath(same, name=name)
        taken = {key: nodes[0].get(key) for key in TAKEN if nodes and nodes[0].get(key)}
        if not nodes and self._fields[name].type == "many2many":
            taken = {"widget": "many2many_tags"}
        return E.field(name=name, **taken, invisible=f"stage_id not in {[*stage_ids]}")
