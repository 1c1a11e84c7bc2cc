"""What earlier versions of the add-on hold that has to be there later."""

STAYS = """
    SELECT lead_id, stage_id, from_stage_id, outcome, from_outcome, date_in, date_out,
           user_id, salesperson_id, team_id, company_id, expected_revenue, probability,
           date_deadline, lost_reason_id, reason, is_backfilled, is_interaction,
           merged_from
      FROM crm_lead_stage_history ORDER BY lead_id, merged_from NULLS FIRST, id
"""
LEDGER = """
    SELECT lead_number, lead_id, merged_into_id, lead_name, date_from, date_to,
           stage_id, from_stage_id, outcome, from_outcome, expected_revenue,
           probability, date_deadline, salesperson_id, team_id, company_id, user_id,
           door, lost_reason_id, reason, changed, named, is_backfilled, is_interaction,
           is_stay, date_out, stay_id
      FROM crm_lead_revision ORDER BY id
"""
TARGETS = "SELECT id, rotting_threshold_days FROM crm_stage ORDER BY id"
SETTINGS = """
    SELECT id, opportunity_agents_see_unassigned, opportunity_lost_reason_required,
           opportunity_probability_policy
      FROM res_company ORDER BY id
"""
KEPT = {
    "stays": STAYS,
    "settings": SETTINGS,
    "targets": TARGETS,
    "shares": "SELECT lead_id, user_id, access FROM crm_lead_share ORDER BY id",
    "alerts": "SELECT rule_id, lead_id, kind, amount FROM crm_big_deal_alert"
    " ORDER BY id",
    "big deals": "SELECT rule_id, lead_id, is_reached, is_armed, crossing"
    " FROM crm_big_deal_state ORDER BY id",
    "notices": "SELECT alert_id, user_id, email, channel, state"
    " FROM crm_big_deal_notice ORDER BY id",
    "receipts": "SELECT res_model, res_id, state FROM crm_lead_handover_line"
    " ORDER BY id",
    "opportunities": "SELECT id, name, stage_id, user_id, won_status, expected_revenue"
    " FROM crm_lead ORDER BY id",
    "notes": "SELECT id, lost_reason_id, lost_note FROM crm_lead"
    " WHERE lost_note IS NOT NULL ORDER BY id",
    "documents": "SELECT rel.move_id, rel.lead_id, move.opportunity_id"
    " FROM account_move_opportunity_rel rel"
    " JOIN account_move move ON move.id = rel.move_id ORDER BY rel.move_id",
    "campaigns": "SELECT run.id, run.state, run.campaign_id, line.partner_id,"
    " line.lead_id FROM crm_lead_opening_run run"
    " JOIN crm_lead_opening line ON line.run_id = run.id ORDER BY line.id",
}
CONDITIONS_KEPT = {
    "conditions": "SELECT stage.id, condition_quotation, condition_order,"
    " condition_checklist, condition_when_skipped, rel.ir_model_fields_id"
    " FROM crm_stage stage"
    " JOIN crm_stage_condition_field_rel rel ON rel.crm_stage_id = stage.id",
}
DIGEST_KEPT = {
    "digests": "SELECT user_id, date, email, subject, body FROM crm_pipeline_digest"
    " ORDER BY id",
}
LATER_KEPT = {
    "points": "SELECT id, stage_id, name ->> 'en_US', sequence, is_required, team_id"
    " FROM crm_stage_checkpoint ORDER BY id",
    "ticks": "SELECT id, lead_id, checkpoint_id, is_done, is_current, user_id, date"
    " FROM crm_lead_tick ORDER BY id",
    "team targets": "SELECT stage_id, team_id, days FROM crm_stage_target ORDER BY id",
    "snoozes": "SELECT id, snooze_until, snooze_reason FROM crm_lead"
    " WHERE snooze_until IS NOT NULL ORDER BY id",
    "products": "SELECT lead_id, product_id, name, quantity, price_unit, discount"
    " FROM crm_lead_product_line ORDER BY id",
    "template": "SELECT line.name ->> 'en_US', line.sequence, line.category,"
    " line.rotting_threshold_days, point.name ->> 'en_US'"
    " FROM crm_pipeline_template template"
    " JOIN crm_pipeline_template_line line ON line.template_id = template.id"
    " LEFT JOIN crm_pipeline_template_point point ON point.line_id = line.id"
    " WHERE template.name ->> 'en_US' = 'Ours' ORDER BY line.id",
}
VIEWS_KEPT = {
    "views": "SELECT count(*) FROM ir_ui_view WHERE name LIKE 'Ours on %'",
}
