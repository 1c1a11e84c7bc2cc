# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml.builder import E

from odoo import models

from .crm_stage import ADMIN

# in the context: names of the fields that the form of a move asks for
ASKED = "opportunity_plus_asked"
FORM = "opportunity_plus.crm_lead_view_form_stage_move"
TAG = "opportunity_plus_stage_move"
# how the form shows fields that have no fitting default
WIDGETS = {
    "date": "typed_date",
    "datetime": "typed_datetime",
    "many2many": "many2many_tags",
}
# what else the form needs: with it, a chosen customer proposes no salesperson
BESIDE = {"user_id": "oplus_given"}
REASON, OVERRIDE = "stage_change_reason", "stage_change_override"
# among the names: the opportunity is not created yet; something is missing that the
# dialog does not ask for
NEW, BLOCKED = "is_new", "is_blocked"


class CrmLead(models.Model):
    """The form in the dialog of a move: the fields that are asked for."""

    _inherit = "crm.lead"

    def _oplus_stage_move_form(self, stage, names, is_blocked):
        """Return the description of the form, as ``get_views`` does."""
        asks_reason = any(
            lead._oplus_stage_change_asks(lead.stage_id.id, stage.id) for lead in self
        )
        asked = [*names, *([REASON] if asks_reason else [])]
        if self.env.user.has_group(ADMIN):
            asked.append(OVERRIDE)
        asked += [NEW] * (not any(self._ids)) + [BLOCKED] * is_blocked
        form = self.with_context(**{ASKED: ",".join(asked)})
        found = form.get_views([(self.env.ref(FORM).id, "form")])
        models_ = {
            model: {"fields": described["fields"]}
            for model, described in found["models"].items()
        }
        return {"arch": found["views"]["form"]["arch"], "models": models_}

    def _oplus_stage_move_asked(self):
        """Return the names of fields that are in the context, for a cache."""
        asked = self.env.context.get(ASKED)
        return asked if isinstance(asked, str) else ""

    def _oplus_stage_move_offer(self, arch):
        """Put the fields that are asked for into the form of a move."""
        if arch.get("js_class") != TAG:
            return
        (group,) = arch.xpath("//group[@name='asked']")
        names = self._oplus_stage_move_asked().split(",")
        (button,) = arch.xpath("//button[@special='save']")
        if NEW in names:
            button.set("string", self.env._("Create"))
        if BLOCKED in names:
            button.set("class", "btn-secondary")
        for name in filter(self._fields.get, names):
            group.extend(self._oplus_stage_move_nodes(name, OVERRIDE in names))

    def _oplus_stage_move_nodes(self, name, may_override):
        """Return the nodes of a field in the form of a move."""
        field = self._fields[name]
        required = f"not {OVERRIDE}" if may_override else "True"
        node = E.field(name=name, required="False" if name == OVERRIDE else required)
        if field.type in WIDGETS:
            node.set("widget", WIDGETS[field.type])
        if name == REASON:
            node.set("placeholder", self.env._("In a few words: why?"))
        if name == OVERRIDE:
            node.set("placeholder", self.env._("Why it moves all the same"))
        beside = BESIDE.get(name)
        if field.type == "monetary":
            beside = field.get_currency_field(self)
        hidden = [E.field(name=beside, invisible="1")] if beside else []
        return [*hidden, node]
