# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import AccessError

from ...answering.values import is_record_id
from ..foundation.actions import form_of


def policy(kind, name):
    """Return the field of a policy, which is asked for in the settings as well."""
    return kind(related=f"company_id.{name}", readonly=False)


class CrmFirstHour(models.Model):
    """The policies of a company, which sales administrators change here: Odoo's page
    *Settings* is for system administrators alone.

    Nothing else of a company is written, and no record is chosen that the user may not
    read.
    """

    _inherit = "crm.first.hour"

    opportunity_closing_near_days = policy(
        fields.Integer, "opportunity_closing_near_days"
    )
    opportunity_name_pattern = policy(fields.Char, "opportunity_name_pattern")
    opportunity_auto_create_domain = policy(
        fields.Char, "opportunity_auto_create_domain"
    )
    opportunity_probability_default = policy(
        fields.Float, "opportunity_probability_default"
    )
    opportunity_calendar_id = policy(fields.Many2one, "opportunity_calendar_id")
    opportunity_snooze_times = policy(fields.Integer, "opportunity_snooze_times")
    opportunity_snooze_days = policy(fields.Integer, "opportunity_snooze_days")
    opportunity_pricelist_decides = policy(
        fields.Boolean, "opportunity_pricelist_decides"
    )
    opportunity_free_product_id = policy(fields.Many2one, "opportunity_free_product_id")

    def write(self, vals):
        """Change policies of the add-on.

        :raise AccessError: the user is no sales administrator, or something else than a
            policy is written
        """
        # the page has no table; pylint: disable=method-required-super
        self.check_access("write")
        policies = {name for name in self._fields if name.startswith("opportunity_")}
        if vals.keys() - policies:
            raise AccessError(self.env._("Only policies can be changed on this page."))
        for name, value in vals.items():
            if self._fields[name].type == "many2one" and is_record_id(value):
                self[name].browse(value).check_access("read")
        # sudo: sales administrators decide on these fields, not on the company
        self.company_id.sudo().write(vals)
        if "opportunity_auto_create_domain" in vals:
            self._policies_check_filter()
        return True

    def _policies_check_filter(self):
        """Refuse a filter on what the user may not read; it is applied as superuser."""
        for page in self:
            domain = page.company_id._oplus_opening_domain()
            self.env["res.partner"].search(domain, limit=1)

    def action_policies(self):
        """Open the policies of the company."""
        self.ensure_one()
        view = self.env.ref("opportunity_plus.crm_first_hour_view_form_policies")
        name = self.env._("Policies: %(company)s", company=self.company_id.name)
        return form_of(self, name=name, views=[(view.id, "form")], target="new")
