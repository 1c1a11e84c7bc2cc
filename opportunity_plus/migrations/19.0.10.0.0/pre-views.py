# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Customised views follow those that version 19.0.9.0.0 has merged.

Odoo deletes what inherits from a removed view at the end of the update that removes it.
A database that has that update behind it has none of them any more.
"""

from odoo.modules.migration import load_script
from odoo.tools.misc import file_path

EARLIER = "opportunity_plus/migrations/19.0.7.0.0/pre-views.py"
MERGED = {
    "crm_case_tree_view_oppor_search": "crm_case_tree_view_oppor_card",
    "crm_case_tree_view_oppor_finding": "crm_case_tree_view_oppor_card",
    "view_crm_case_opportunities_filter_finding": (
        "view_crm_case_opportunities_filter_search"
    ),
    "crm_case_kanban_view_leads_card_finding": "crm_case_kanban_view_leads_card",
    "crm_lead_view_form_finding": "crm_lead_view_form_card",
    "quick_create_opportunity_form_finding": "quick_create_opportunity_form_card",
    "crm_case_kanban_view_leads_contact_log": "crm_case_kanban_view_leads_contacts",
    "crm_lead_view_search_forecast_words": "crm_lead_view_search_forecast",
}


def migrate(cr, version):
    load_script(file_path(EARLIER), "pre-views").take_over(cr, MERGED)
