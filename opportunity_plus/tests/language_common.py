# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from .common import OpportunityPlusCommon

# whose terms the pages of these tests show; those of code come with the language
MODULES = ["base", "web", "mail", "sales_team", "crm", "sale", "sale_crm"]


class LanguageCommon(OpportunityPlusCommon):
    """Users who work in another language."""

    def _speaks(self, user, code):
        """Install a language and give it to a user."""
        self.env["res.lang"].sudo()._activate_lang(code)
        modules = self.env["ir.module.module"].sudo()
        modules._load_module_terms([*MODULES, "opportunity_plus"], [code])
        user.sudo().lang = code
        self.env.invalidate_all()
