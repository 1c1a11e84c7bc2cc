# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The screens that axe-core looks at."""

BOARD = ".o_kanban_record:not(.o_kanban_ghost)"
FORM = ".o_form_view .o_form_sheet"
LIST = ".o_list_view"
CHART = ".o_report_chart canvas"
VIEW = ".o_view_controller"
# on a sheet, all is looked at: the page is the add-on's own
PAGE, DIALOG, SHEET = ".o_action_manager", ".modal", ".o_form_sheet"
# action, what is there once the screen is complete, where to look
AGENT_SCREENS = [
    ("crm.crm_lead_action_pipeline", BOARD, PAGE),
    ("list", LIST, PAGE),
    ("opportunity_plus.crm_lead_action_today", VIEW, PAGE),
    ("opportunity_plus.pipeline_status_action", CHART, PAGE),
    ("opportunity_plus.crm_pipeline_bridge_action", CHART, PAGE),
    ("opportunity_plus.crm_lead_closing_report_action", VIEW, PAGE),
    ("opportunity_plus.crm_lead_contact_action", VIEW, PAGE),
    ("opportunity_plus.crm_lead_stage_history_action_report", VIEW, PAGE),
    ("crm.crm_lead_action_forecast", VIEW, PAGE),
    ("form", FORM, PAGE),
    ("opportunity_plus.crm_lead_log_contact_action", ".o_contact_log", DIALOG),
    ("crm.crm_lead_lost_action", ".modal .o_selection_badge", DIALOG),
    ("opportunity_plus.crm_lead_sharing_action", ".modal .o_form_view", DIALOG),
    ("opportunity_plus.crm_lead_snooze_action", ".modal .o_form_view", DIALOG),
    ("opportunity_plus.crm_lead_assign_action", ".modal .o_form_view", DIALOG),
]
# on a phone: what salespeople use on their way
PHONE_SCREENS = [
    ("opportunity_plus.crm_lead_action_today", VIEW, PAGE),
    ("crm.crm_lead_action_pipeline", BOARD, PAGE),
    ("form", FORM, PAGE),
    ("opportunity_plus.crm_lead_log_contact_action", ".o_contact_log", DIALOG),
    ("crm.crm_lead_lost_action", ".modal .o_selection_badge", DIALOG),
    ("opportunity_plus.crm_lead_snooze_action", ".modal .o_form_view", DIALOG),
    ("opportunity_plus.pipeline_status_action", CHART, PAGE),
    ("opportunity_plus.crm_pipeline_bridge_action", CHART, PAGE),
]
ADMIN_SCREENS = [
    ("opportunity_plus.crm_first_hour_action", ".o_settings_container", SHEET),
    ("policies", "[name=opportunity_snooze_times] input", SHEET),
    ("opportunity_plus.crm_record_check_action", ".o_form_sheet .alert", SHEET),
    ("digest", ".o_form_sheet [name=body] a", SHEET),
    ("crm.crm_stage_action", LIST, PAGE),
    ("stage", FORM, PAGE),
    ("opportunity_plus.crm_big_deal_rule_action", LIST, PAGE),
    ("rule", FORM, PAGE),
    ("opportunity_plus.crm_big_deal_alert_action", VIEW, PAGE),
    ("opportunity_plus.crm_pipeline_template_action", VIEW, PAGE),
    ("opportunity_plus.crm_lead_handover_action", VIEW, PAGE),
    ("opportunity_plus.crm_lead_opening_run_action", VIEW, PAGE),
    ("opportunity_plus.crm_lead_action_money", VIEW, PAGE),
    ("crm.crm_config_settings_action", "#opportunity_facts_required", PAGE),
]
