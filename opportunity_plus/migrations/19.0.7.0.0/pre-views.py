# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Views that inherit from others are called like them: customised views follow."""

RENAMED = {
    "sale_order_view_form_result": "view_order_form_result",
    "crm_stage_view_form_conditions": "crm_stage_form_conditions",
    "crm_lead_view_list_conditions": "crm_case_tree_view_oppor_conditions",
    "crm_lead_view_kanban_conditions": "crm_case_kanban_view_leads_conditions",
    "view_partner_form_contact_log": "view_partners_form_crm1_contact_log",
    "crm_lead_view_form_money": "crm_case_form_view_oppor_money",
    "crm_lead_view_search_money": "view_crm_case_opportunities_filter_money",
    "crm_lead_view_search_stage": "view_crm_case_opportunities_filter_stage",
}
# a view that another one of the same room takes over, with the views on it
MERGED = {"crm_case_tree_view_oppor_contact_log": "crm_case_tree_view_oppor_contacts"}

RENAME = """
    UPDATE ir_model_data SET name = %(new)s
     WHERE module = 'opportunity_plus' AND model = 'ir.ui.view' AND name = %(old)s
       AND NOT EXISTS (SELECT FROM ir_model_data
                        WHERE module = 'opportunity_plus' AND name = %(new)s)
"""
TAKE_OVER = """
    UPDATE ir_ui_view view SET inherit_id = kept.res_id
      FROM ir_model_data kept, ir_model_data gone
     WHERE kept.module = 'opportunity_plus' AND kept.model = 'ir.ui.view'
       AND gone.module = 'opportunity_plus' AND gone.model = 'ir.ui.view'
       AND kept.name = %s AND gone.name = %s AND view.inherit_id = gone.res_id
"""


def migrate(cr, version):
    for name, new in RENAMED.items():
        cr.execute(RENAME, {"old": name, "new": new})
    take_over(cr, MERGED)


def take_over(cr, merged):
    """Move the views that inherit from each one to the view that takes it over."""
    for name, other in merged.items():
        cr.execute(TAKE_OVER, [other, name])
