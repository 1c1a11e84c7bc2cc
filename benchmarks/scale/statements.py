# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The past of many opportunities, as Odoo alone would have kept it in the chatter. When
the add-on is installed, it makes its ledger of that.

LIFE: an opportunity takes one to six steps, a move and a change of the revenue in turn.
One move in seven is a step back. Two of three are closed with the last step, a
third of these won. The last opportunity takes a hundred steps.
"""

# whoever may do so makes the rows without looking up each of their links
UNCHECKED = """
    SELECT set_config('session_replication_role', 'replica', TRUE)
      FROM pg_roles
     WHERE rolname = current_user AND rolsuper
"""
FUNCTIONS = """
    CREATE FUNCTION pg_temp.chance(number integer, salt integer) RETURNS integer
    LANGUAGE sql IMMUTABLE AS 'SELECT hashint4(number * 31 + salt) & 2147483647';
    -- place of the stage after so many moves
    CREATE FUNCTION pg_temp.place(number integer, moves integer) RETURNS integer
    LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE WHEN moves = 0 THEN 1 ELSE LEAST(%(stage_count)s, GREATEST(1,
            1 + moves - (pg_temp.chance(number, moves) %% 7 = 0)::integer)) END $$;
    CREATE FUNCTION pg_temp.worth(number integer, changes integer) RETURNS integer
    LANGUAGE sql IMMUTABLE AS
        'SELECT 1000 + pg_temp.chance(number, 100 + changes) %% 90000'
"""
LIVES = """
    CREATE TEMPORARY TABLE life AS
    SELECT number, steps, (now() AT TIME ZONE 'UTC')::timestamp(0) - age AS start,
           LEAST(age / (steps + 1),
                 INTERVAL '1 hour' * (1 + pg_temp.chance(number, 11) %% 900)) AS gap,
           (%(agents)s)[1 + number %% %(agent_count)s] AS agent,
           (%(teams)s)[1 + number %% %(agent_count)s %% %(team_count)s] AS team,
           CASE WHEN number > %(count)s OR pg_temp.chance(number, 12) %% 3 = 0
                THEN 'pending'
                WHEN pg_temp.chance(number, 13) %% 3 = 0 THEN 'won'
                ELSE 'lost' END AS outcome
      FROM generate_series(1, %(count)s + 1) number,
           LATERAL (SELECT CASE WHEN number > %(count)s THEN 100
                                ELSE 1 + pg_temp.chance(number, 14) %% 6 END AS steps,
                           INTERVAL '1 minute' * (60
                           + pg_temp.chance(number, 15) %% (3 * 365 * 1440)) AS age
                   ) random;
    ANALYZE life
"""
CUSTOMERS = """
    INSERT INTO res_partner
    SELECT copy.*
      FROM res_partner original,
           (SELECT number, nextval('res_partner_id_seq') AS id
              FROM generate_series(1, %(count)s / 10) number) next,
           LATERAL jsonb_populate_record(original, jsonb_build_object(
               'id', next.id, 'commercial_partner_id', next.id,
               'name', 'Customer ' || number,
               'complete_name', 'Customer ' || number)) copy
     WHERE original.id = %(customer)s
"""
OPPORTUNITIES = """
    INSERT INTO crm_lead (
        id, name, type, active, stage_id, user_id, team_id, company_id, partner_id,
        won_status, lost_reason_id, probability, automated_probability,
        expected_revenue, prorated_revenue, priority, email_from, email_state,
        phone_state, create_uid, create_date, write_uid, write_date, date_open,
        date_last_stage_update, date_closed, date_deadline)
    SELECT number, 'Opportunity ' || number, 'opportunity', outcome <> 'lost',
           CASE outcome WHEN 'won' THEN %(won)s
                ELSE (%(stages)s)[pg_temp.place(number, (steps + 1) / 2)] END,
           -- one in 49 is nobody's: of each agent some, whatever their number
           CASE WHEN number %% 49 > 0 THEN agent END, team, %(company)s,
           %(customer)s + 1 + number %% (%(count)s / 10), outcome,
           CASE outcome WHEN 'lost' THEN %(reason)s END, rate, rate, worth,
           round(worth * rate / 100.0, 2), (pg_temp.chance(number, 16) %% 4)::text,
           'customer' || number || '@example.com',
           CASE WHEN number %% 5 > 0 THEN 'correct' ELSE 'incorrect' END,
           CASE WHEN number %% 3 > 0 THEN 'correct' END,
           agent, start, agent, start + steps * gap, start, start + steps * gap,
           CASE WHEN outcome <> 'pending' THEN start + steps * gap END,
           CASE outcome WHEN 'pending'
                THEN now()::date + pg_temp.chance(number, 17) %% 300 - 30
                ELSE (start + steps * gap)::date END
      FROM life,
           LATERAL (SELECT CASE outcome WHEN 'won' THEN 100 WHEN 'lost' THEN 0
                           ELSE 1 + pg_temp.chance(number, 18) %% 90 END AS rate,
                           pg_temp.worth(number, steps / 2) AS worth) state;
    SELECT setval('crm_lead_id_seq', %(count)s + 1)
"""
# the messages that tell of the steps get the numbers that follow the known ones
STEPS = """
    CREATE TEMPORARY TABLE step AS
    SELECT nextval('mail_message_id_seq') AS id, number, step, agent, outcome,
           start + step * gap AS moment, step = steps AND outcome <> 'pending' AS closes
      FROM life, generate_series(1, steps) step;
    ANALYZE step
"""
MESSAGES = """
    INSERT INTO mail_message (id, model, res_id, message_type, subtype_id, date,
                              create_uid, create_date, write_uid, write_date)
    SELECT id, 'crm.lead', number, 'notification', %(note)s, moment, agent, moment,
           agent, moment
      FROM step
"""
VALUES = """
    INSERT INTO mail_tracking_value (
        field_id, mail_message_id, create_uid, create_date, old_value_integer,
        new_value_integer, old_value_float, new_value_float, old_value_char,
        new_value_char, currency_id)
    SELECT field, id, agent, moment, old_integer, new_integer, old_float, new_float,
           old_char, new_char, CASE WHEN new_float IS NOT NULL THEN %(currency)s END
      FROM step,
           LATERAL (VALUES (
               (%(stages)s)[pg_temp.place(number, (step - 1 + 1) / 2)],
               CASE WHEN closes AND outcome = 'won' THEN %(won)s
                    ELSE (%(stages)s)[pg_temp.place(number, (step + 1) / 2)] END
           )) AS stage (before, after),
           LATERAL (VALUES
               (%(field_stage_id)s, stage.before, stage.after, NULL::float8,
                NULL::float8, NULL::text, NULL::text, stage.before <> stage.after),
               (%(field_expected_revenue)s, NULL, NULL,
                pg_temp.worth(number, (step - 1) / 2), pg_temp.worth(number, step / 2),
                NULL, NULL, step %% 2 = 0),
               (%(field_won_status)s, NULL, NULL, NULL, NULL, 'Pending',
                initcap(outcome), closes),
               (%(field_lost_reason_id)s, 0, %(reason)s, NULL, NULL, '', 'Expensive',
                closes AND outcome = 'lost')
           ) AS told (field, old_integer, new_integer, old_float, new_float, old_char,
                      new_char, is_told)
     WHERE is_told
"""
# every other opportunity has a mail of its customer, the last one has three hundred
MAILS = """
    INSERT INTO mail_message (model, res_id, message_type, subtype_id, author_id, date,
                              body, create_date, write_date)
    SELECT 'crm.lead', number, 'email', %(comment)s,
           %(customer)s + 1 + number %% (%(count)s / 10), start + mail * gap / 9,
           '<p>When can you deliver?</p>', start, start
      FROM life,
           generate_series(1, CASE WHEN number > %(count)s THEN 300 ELSE 1 END) mail
     WHERE number %% 2 = 0 OR number > %(count)s
"""
ACTIVITIES = """
    INSERT INTO mail_activity (res_id, res_model, res_model_id, user_id, active,
                               activity_type_id, date_deadline, create_uid,
                               create_date, write_uid, write_date)
    SELECT number, 'crm.lead', %(model)s, agent, TRUE, %(call)s,
           now()::date + number %% 20 - 6, agent, now(), agent, now()
      FROM life
     WHERE outcome = 'pending' AND number %% 3 = 0
"""
# what is generated, in this order
PIPELINE = {
    "no checks of links": UNCHECKED,
    "functions": FUNCTIONS,
    "lives": LIVES,
    "customers": CUSTOMERS,
    "opportunities": OPPORTUNITIES,
    "steps": STEPS,
    "messages": MESSAGES,
    "tracking values": VALUES,
    "mails": MAILS,
    "activities": ACTIVITIES,
    "statistics": "ANALYZE",
}
