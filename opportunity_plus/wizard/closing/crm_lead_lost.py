# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import html2plaintext, plaintext2html

from ...models.foundation.blank import is_blank
from ...models.foundation.naming import some_names


class CrmLeadLost(models.TransientModel):
    _inherit = "crm.lead.lost"

    oplus_is_reason_required = fields.Boolean(
        compute="_compute_oplus_is_reason_required", export_string_translation=False
    )
    oplus_is_note_required = fields.Boolean(related="lost_reason_id.note_required")

    oplus_names = fields.Char(
        "Opportunities",
        compute="_compute_oplus_names",
        export_string_translation=False,
    )
    oplus_closed_told = fields.Char(
        compute="_compute_oplus_closed_told", export_string_translation=False
    )
    # what is typed, as plain text; Odoo's own field becomes its HTML, and leaves it the
    # label
    lost_feedback = fields.Html("Formatted Closing Note")
    oplus_note = fields.Text(
        "Closing Note",
        compute="_compute_oplus_note",
        store=True,
        readonly=False,
    )

    @api.depends("lead_ids")
    def _compute_oplus_names(self):
        for wizard in self:
            wizard.oplus_names = some_names(wizard.lead_ids)

    @api.depends("lead_ids")
    @api.depends_context("lang")
    def _compute_oplus_closed_told(self):
        for wizard in self:
            wizard.oplus_closed_told = wizard.lead_ids._oplus_closing_closed_told()

    @api.depends("lost_feedback")
    def _compute_oplus_note(self):
        for wizard in self:
            wizard.oplus_note = html2plaintext(wizard.lost_feedback or "").strip()

    @api.depends("lead_ids")
    def _compute_oplus_is_reason_required(self):
        for wizard in self:
            wizard.oplus_is_reason_required = any(
                lead.type == "opportunity" and lead._oplus_closing_reason_required()
                for lead in wizard.lead_ids
            )

    def action_lost_reason_apply(self):
        """Store the closing note on the opportunities, so that reports can show it.

        :raise UserError: an opportunity is already closed
        """
        self.lead_ids._oplus_closing_check_open()
        note = "" if is_blank(self.oplus_note) else self.oplus_note.strip()
        if note != html2plaintext(self.lost_feedback or "").strip():
            self.lost_feedback = plaintext2html(note) if note else False
        self.lead_ids.with_context(mail_notrack=True).lost_note = note
        return super().action_lost_reason_apply()
