# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The name of Odoo's stage *Won* in Thai and Vietnamese.

It is data of the company: it gets the word of the screens where nobody can have used
another one, which is in a database without opportunities, and in a language that is
added later.
"""

from odoo import api, models

# Odoo's word by language
ODOOS = {"th_TH": "สำเร็จ", "vi_VN": "Đạt"}


class CrmStage(models.Model):
    _inherit = "crm.stage"

    @api.model
    def _oplus_won_of_odoo(self):
        """Return Odoo's stage, as long as it is called Won."""
        # sudo: a language is added by whoever may do so
        stage = (self.env.ref("crm.stage_lead4", False) or self).sudo()
        return stage.filtered(lambda one: one._oplus_won_names().get("en_US") == "Won")

    def _oplus_won_names(self):
        """Return the stored names by language."""
        return (self and self._fields["name"]._get_stored_translations(self)) or {}

    def _oplus_won_rename(self, languages=tuple(ODOOS)):
        """Put the word of the screens in place of Odoo's."""
        words = self._oplus_won_words()
        known = {code: ODOOS[code] for code in languages if code in words}
        self._oplus_won_replace(known, words)

    def _oplus_won_give_back(self):
        self._oplus_won_replace(self._oplus_won_words(), ODOOS)

    def _oplus_won_replace(self, old, new):
        names = self._oplus_won_names()
        changed = {code: new[code] for code in old if names.get(code) == old[code]}
        if changed:
            self.update_field_translations("name", changed)

    def _oplus_won_words(self):
        """Return the word of the screens by language, of those that are active: Odoo
        fails to translate into others."""
        return {
            code: self.with_context(lang=code).env._("Won")
            for code, _name in self.env["res.lang"].get_installed()
            if code in ODOOS
        }


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        """In a language that is added, the stage Won has the word of the screens."""
        stage = self.env["crm.stage"]._oplus_won_of_odoo()
        known = stage._oplus_won_names()
        loaded = super()._load_module_terms(modules, langs, overwrite=overwrite)
        stage.invalidate_recordset(["name"])
        stage._oplus_won_rename({*langs} & ODOOS.keys() - known.keys())
        return loaded
