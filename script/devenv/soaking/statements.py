"""What the judge asks the database, in SQL."""

from .scene import BIG

# which rows of the ledger a call has written: amount, opportunity, rows
AMOUNTS = """
    SELECT expected_revenue::bigint, lead_number, count(*) FROM crm_lead_revision
     WHERE 'expected_revenue' = ANY(string_to_array(changed, ','))
     GROUP BY 1, 2
"""
WORDS = """
    SELECT reason, lead_number, count(*) FROM crm_lead_revision
     WHERE reason LIKE 'soak call %' AND outcome = 'open' GROUP BY 1, 2
"""
# what was made with the words of a call: words, things
CONTACTS = """
    SELECT split_part(activity.oplus_contact_token, ':', 2), count(message.id)
      FROM mail_activity activity
 LEFT JOIN mail_message message ON message.oplus_activity_id = activity.id
     WHERE oplus_contact_token IS NOT NULL GROUP BY 1
"""
CUSTOMERS = """
    SELECT partner.name, count(lead.id)
      FROM res_partner partner LEFT JOIN crm_lead lead ON lead.partner_id = partner.id
     WHERE partner.name LIKE 'soak call %' GROUP BY partner.id
"""

# closings that were taken back, by the amount that the closing has written
UNDONE = """
    SELECT expected_revenue::bigint, lead_number, count(*) FROM crm_lead_revision
     WHERE outcome = 'open' AND reason = 'The closing was undone.' GROUP BY 1, 2
"""
# who has shared which opportunity with whom, and how often: each user is told of it
SHARED = """
    SELECT author.login, message.res_id, reader.login, count(*)
      FROM mail_message message
      JOIN res_users author ON author.id = message.create_uid
      JOIN mail_notification sent ON sent.mail_message_id = message.id
      JOIN res_users reader ON reader.partner_id = sent.res_partner_id
     WHERE message.model = 'crm.lead' AND message.message_type = 'user_notification'
       AND message.subject LIKE '%is shared with you' GROUP BY 1, 2, 3
"""
SHARES = "SELECT id FROM crm_lead_share"
HANDOVERS = "SELECT id, state FROM crm_lead_handover"

# what all calls and jobs have left together
LEFT = {
    "rows in the ledger": "crm_lead_revision",
    "big-deal alerts": "crm_big_deal_alert",
    "notices of alerts": "crm_big_deal_notice WHERE state = 'sent'",
    "stalls": "crm_lead_stall",
    "of them told to the leader": "crm_lead_stall WHERE date_escalated IS NOT NULL",
    "reminders": "crm_lead_reminder",
    "contacts": "mail_activity WHERE oplus_contact_token IS NOT NULL",
    "opened for customers": "crm_lead_opening WHERE state = 'opened'",
    "handed over": "crm_lead_handover_line WHERE state IN ('moved', 'returned')",
    # they are due on Mondays and Tuesdays alone
    "weekly digests": "crm_pipeline_digest",
}

# what must not be found: each row is one finding
DOUBLED = {
    "alert raised twice": """
        SELECT lead_id, rule_id, kind, crossing, count(*) FROM crm_big_deal_alert
         GROUP BY lead_id, rule_id, kind, crossing,
                  CASE WHEN kind = 'slipped' THEN (date, date_deadline) END
        HAVING count(*) > 1""",
    # an amount that came with a closing which was taken back says nothing
    "target reached without an alert": f"""
        WITH known AS (
            SELECT *, lead(reason) OVER leads AS reason_after FROM crm_lead_revision
            WINDOW leads AS (PARTITION BY lead_number ORDER BY id)
        ),
        measured AS (
            SELECT id, lead_number, outcome <> 'lost' AND expected_revenue >= {BIG}
                   AS is_above FROM known
             WHERE reason IS DISTINCT FROM 'The closing was undone.'
               AND reason_after IS DISTINCT FROM 'The closing was undone.'
        ),
        crossing AS (
            SELECT lead_number, is_above AND NOT lag(is_above, 1, FALSE) OVER leads
                   AS is_reached FROM measured
            WINDOW leads AS (PARTITION BY lead_number ORDER BY id)
        )
        SELECT lead_number, crossings, alerts
          FROM (SELECT lead_number, count(*) AS crossings FROM crossing
                 WHERE is_reached GROUP BY 1) wanted
     LEFT JOIN (SELECT lead_id AS lead_number, count(*) AS alerts
                  FROM crm_big_deal_alert alert
                  JOIN crm_big_deal_rule rule ON rule.id = alert.rule_id
                 WHERE rule.name = 'Expected' AND kind = 'reached'
                 GROUP BY 1) found USING (lead_number)
         WHERE crossings > COALESCE(alerts, 0)""",
    "notice of an alert twice": """
        SELECT alert_id, user_id, channel, count(*) FROM crm_big_deal_notice
         GROUP BY alert_id, user_id, channel, email HAVING count(*) > 1""",
    "message of an alert not once for each notice": """
        SELECT lead_id, partner_id, notices, messages
          FROM (SELECT notice.lead_id, users.partner_id, count(*) AS notices
                  FROM crm_big_deal_notice notice
                  JOIN res_users users ON users.id = notice.user_id
                 WHERE channel = 'notification' AND state IN ('queued', 'sent')
                 GROUP BY 1, 2) told
     FULL JOIN (SELECT message.res_id AS lead_id, sent.res_partner_id AS partner_id,
                       count(*) AS messages
                  FROM mail_message message
                  JOIN mail_notification sent ON sent.mail_message_id = message.id
                 WHERE message.model = 'crm.lead' AND message.subject LIKE 'Big deal%'
                 GROUP BY 1, 2) sent USING (lead_id, partner_id)
         WHERE notices IS DISTINCT FROM messages""",
    "more activities than notices of alerts": """
        SELECT activity.res_id, activity.user_id, count(*)
          FROM mail_activity activity
         WHERE activity.res_model = 'crm.lead' AND activity.summary LIKE 'Big deal%'
         GROUP BY 1, 2
        HAVING count(*) > (SELECT count(*) FROM crm_big_deal_notice notice
                            WHERE notice.lead_id = activity.res_id
                              AND channel = 'activity' AND state = 'sent')""",
    "alert not delivered": """
        SELECT id, lead_id, state FROM crm_big_deal_alert
         WHERE state IN ('pending', 'failed')""",
    "plan of a stall started twice": """
        SELECT oplus_stall_id, count(*) FROM mail_activity
         WHERE oplus_stall_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1""",
    "two reminders of a closing": """
        SELECT activity.res_id, count(*)
          FROM mail_activity activity
          JOIN ir_model_data known ON known.res_id = activity.activity_type_id
           AND known.model = 'mail.activity.type'
           AND known.name = 'mail_activity_type_closing'
         WHERE activity.active GROUP BY 1 HAVING count(*) > 1""",
    "weekly digest twice": """
        SELECT user_id, date, count(*) FROM crm_pipeline_digest
         GROUP BY 1, 2 HAVING count(*) > 1""",
    "shared twice with the same user": """
        SELECT lead_id, user_id, count(*) FROM crm_lead_share
         GROUP BY 1, 2 HAVING count(*) > 1""",
    "handover not at its end": """
        SELECT id, state, error FROM crm_lead_handover
         WHERE state IN ('running', 'undoing') OR error IS NOT NULL""",
    "handed over twice": """
        SELECT handover_id, res_model, res_id, count(*) FROM crm_lead_handover_line
         GROUP BY 1, 2, 3 HAVING count(*) > 1""",
    "given back without a row in the ledger": """
        SELECT line.handover_id, line.res_id
          FROM crm_lead_handover_line line
         WHERE line.res_model = 'crm.lead' AND line.state = 'returned'
           AND NOT EXISTS (SELECT FROM crm_lead_revision away
                             JOIN crm_lead_revision back USING (lead_number)
                            WHERE lead_number = line.res_id AND away.id < back.id
                              AND away.salesperson_id = line.successor_id
                              AND back.salesperson_id = line.old_user_id)""",
    "handed over without a row in the ledger": """
        SELECT line.handover_id, line.res_id
          FROM crm_lead_handover_line line
         WHERE line.res_model = 'crm.lead' AND line.state IN ('moved', 'returned')
           AND NOT EXISTS (SELECT FROM crm_lead_revision row
                            WHERE row.lead_number = line.res_id
                              AND row.salesperson_id = line.successor_id)""",
}
