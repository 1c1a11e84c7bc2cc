# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The words of the add-on in Thai and Vietnamese, which an update would leave as they
were."""

from odoo import SUPERUSER_ID, api

LANGUAGES = {"th_TH", "vi_VN"}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    installed = {code for code, _name in env["res.lang"].get_installed()}
    languages = sorted(LANGUAGES & installed)
    if languages:
        modules = env["ir.module.module"]
        modules._load_module_terms(["opportunity_plus"], languages, overwrite=True)
