# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ...models.foundation.access import everywhere
from ...models.foundation.actions import form_of

ADDON = "opportunity_plus"


class BaseModuleUninstall(models.TransientModel):
    """Lists what uninstalling deletes; can return probabilities to the scoring."""

    _inherit = "base.module.uninstall"

    oplus_is_leaving = fields.Boolean(
        compute="_compute_oplus_is_leaving", export_string_translation=False
    )
    oplus_closing_note_count = fields.Integer(
        compute="_compute_oplus_counts", export_string_translation=False
    )
    oplus_given_rate_count = fields.Integer(
        compute="_compute_oplus_counts", export_string_translation=False
    )

    oplus_disabled_stage_count = fields.Integer(
        compute="_compute_oplus_disabled_stage_count", export_string_translation=False
    )

    @api.depends("module_ids")
    def _compute_oplus_disabled_stage_count(self):
        stages = self.env["crm.stage"]
        domain = [("active", "=", False)]
        self.oplus_disabled_stage_count = (
            stages.search_count(domain) if stages.has_access("read") else 0
        )

    @api.depends("module_ids")
    def _compute_oplus_is_leaving(self):
        for dialog in self:
            modules = dialog._get_modules().mapped("name")
            dialog.oplus_is_leaving = ADDON in modules

    @api.depends("module_ids")
    def _compute_oplus_counts(self):
        leads = self._oplus_leads()
        # a system administrator may have no access to Sales
        can_read = leads.has_access("read")
        noted = [("lost_note", "!=", False), ("active", "in", [True, False])]
        for name, domain in (
            ("oplus_closing_note_count", noted),
            ("oplus_given_rate_count", self._oplus_rates_given()),
        ):
            self[name] = leads.search_count(domain) if can_read else 0

    def _oplus_leads(self):
        """Return the opportunity model with all companies of the user active."""
        return self.env["crm.lead"].with_context(**everywhere(self.env.user))

    def _oplus_rates_given(self):
        leads = self._oplus_leads()
        return leads._oplus_rates_given([*leads.env.companies.ids, False])

    @api.model
    def _modules_to_display(self, modules):
        """Include this add-on: Odoo shows only applications."""
        ours = modules.filtered(lambda module: module.name == ADDON)
        return super()._modules_to_display(modules) | ours

    def _get_models(self):
        """Include all models of this add-on: Odoo lists only those with a chatter."""
        known = self.env["ir.model.data"].search(
            [("module", "=", ADDON), ("model", "=", "ir.model")]
        )
        models_ = self.env["ir.model"].browse(known.mapped("res_id"))
        return super()._get_models() | models_.filtered(
            lambda model: not (model.transient or self.env[model.model]._abstract)
        )

    def oplus_action_give_rates_back(self):
        """Give probabilities set by policies back to the scoring; reload the dialog.

        :raise AccessError: the user may not uninstall add-ons
        """
        self.check_access("write")
        leads = self._oplus_leads()
        leads.search(self._oplus_rates_given())._oplus_rates_give_back()
        return form_of(self[:1], name=self.env._("Uninstall module"), target="new")
