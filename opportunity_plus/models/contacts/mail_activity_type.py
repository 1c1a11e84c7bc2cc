# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .kinds import CATEGORIES, DOCUMENTS, KINDS, STANDARD

TALKED_OF = """
    SELECT DISTINCT model, res_id FROM mail_message
     WHERE mail_activity_type_id IN %s AND model IN %s
"""


class MailActivityType(models.Model):
    """Which kind of contact a done activity is."""

    _inherit = "mail.activity.type"

    oplus_contact_kind = fields.Selection(
        KINDS,
        "Kind of Contact",
        compute="_compute_oplus_contact_kind",
        store=True,
        readonly=False,
        help="Done activities of this type are contacts with the customer: they are in"
        " the contact history of the opportunity and end its silence. Empty: they are"
        " not.",
    )

    @api.depends("category")
    def _compute_oplus_contact_kind(self):
        email = self.env.ref(STANDARD["message"], False)
        for kind in self:
            kind.oplus_contact_kind = CATEGORIES.get(kind.category) or (
                kind._origin == email and "message"
            )

    def write(self, vals):
        before = {kind: kind.oplus_contact_kind for kind in self}
        result = super().write(vals)
        if {"oplus_contact_kind", "category"} & vals.keys():
            changed = self.filtered(lambda one: one.oplus_contact_kind != before[one])
            changed._oplus_contact_touch()
        return result

    def unlink(self):
        self._oplus_contact_touch()
        return super().unlink()

    def _oplus_contact_touch(self):
        """Note the opportunities with done activities of these types."""
        if self:
            messages = self.env["mail.message"]
            messages.flush_model(["mail_activity_type_id", "model", "res_id"])
            # raw SQL: of any number of messages, only the documents
            documents = self.env.execute_query(SQL(TALKED_OF, self._ids, DOCUMENTS))
            messages._oplus_contact_touch_documents(documents)

    @api.model
    def _oplus_contact_types(self, model):
        """Return the types that activities of a model can have."""
        # sudo: ids of records of this add-on
        own = self.env["ir.model.data"].sudo()
        ids = own.search_fetch(
            [("module", "=", "opportunity_plus"), ("model", "=", self._name)],
            ["res_id"],
        ).mapped("res_id")
        return self.search(
            Domain("res_model", "in", (False, model)) & Domain("id", "not in", ids)
        )

    @api.model
    def _oplus_contact_type(self, kind, model):
        """Return the type that a contact of a kind gets; none if all are archived."""
        standard = self.env.ref(STANDARD[kind], False)
        if standard and standard.active and standard.oplus_contact_kind == kind:
            return standard
        types = self._oplus_contact_types(model)
        return types.filtered(lambda one: one.oplus_contact_kind == kind)[:1]
