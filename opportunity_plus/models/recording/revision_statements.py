# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the ledger records, and its statements.

They are small because PostgreSQL parses and plans them anew for each request: rows
come as one value of JSON, since each element of an array would be parsed by itself.
They look up ids and an index, whatever PostgreSQL knows of the number of rows.
"""

# facts that a person named, as bits of ``named``
STAGE, OUTCOME, PROBABILITY = 1, 2, 4
# from how many points on an automatic change of the probability alone is recorded
POINTS = 5
# the facts, as columns of the ledger, and what they are of a stored opportunity
FACTS = {
    "stage_id": "lead.stage_id",
    "outcome": "CASE WHEN lead.won_status IN ('won', 'lost') THEN lead.won_status"
    " ELSE 'open' END",
    "expected_revenue": "COALESCE(lead.expected_revenue, 0)",
    "probability": "COALESCE(lead.probability, 0)",
    "date_deadline": "lead.date_deadline",
    "salesperson_id": "lead.user_id",
    "team_id": "lead.team_id",
    "company_id": "lead.company_id",
    "opportunity_type_id": "lead.opportunity_type_id",
}
# of rows of earlier versions, or rebuilt ones, which may not know them
PAST = {
    name: f"COALESCE(revision.{name}, 0)"
    for name in ("expected_revenue", "probability")
}

LEAD = f"""
    touched.number, lead.id, lead.type, lead.name,
    lead.lost_reason_id, lead.lost_note,
    CASE WHEN lead.write_date >= %(now)s THEN lead.write_uid END,
    {", ".join(FACTS.values())}
"""
# the opportunities as they are, if they are still there
LEADS = f"""
    SELECT {LEAD}
      FROM unnest(%(ids)s) AS touched (number)
      JOIN crm_lead lead ON lead.id = touched.number
"""
# also the last two rows of each: one of this transaction, and the one before
LEADS_AND_ROWS = f"""
    SELECT {LEAD},
           revision.id, revision.token, revision.date_from, revision.date_to,
           revision.changed, revision.named, revision.door, revision.user_id,
           revision.reason, revision.lost_reason_id, revision.lead_name,
           revision.is_stay, revision.stay_id,
           {", ".join(PAST.get(name, f"revision.{name}") for name in FACTS)}
      FROM unnest(%(ids)s) AS touched (number)
 LEFT JOIN crm_lead lead ON lead.id = touched.number
 LEFT JOIN LATERAL (
               SELECT * FROM crm_lead_revision
                WHERE lead_number = touched.number
             ORDER BY id DESC
                LIMIT 2
           ) revision ON TRUE
"""
# what ends, or no longer does: a row, and the stay that it belongs to
ENDS = """
    UPDATE crm_lead_revision revision
       SET date_to = CASE WHEN ending.is_row THEN row_end ELSE date_to END,
           date_out = CASE WHEN ending.is_stay THEN stay_end ELSE date_out END
      FROM json_to_recordset(%(endings)s)
           AS ending (id integer, is_row boolean, row_end timestamp,
                      is_stay boolean, stay_end timestamp)
     WHERE revision.id = ending.id
"""
TAKEN_BACK = "DELETE FROM crm_lead_revision WHERE id = ANY(%s)"
# the columns of a row, and their types
COLUMNS = {
    "token": "varchar",
    "lead_number": "integer",
    "lead_id": "integer",
    "merged_into_id": "integer",
    "date_from": "timestamp",
    "lead_name": "varchar",
    "stage_id": "integer",
    "outcome": "varchar",
    "expected_revenue": "numeric",
    "probability": "float8",
    "date_deadline": "date",
    "salesperson_id": "integer",
    "team_id": "integer",
    "company_id": "integer",
    "opportunity_type_id": "integer",
    "lost_reason_id": "integer",
    "reason": "text",
    "user_id": "integer",
    "door": "varchar",
    "changed": "varchar",
    "named": "integer",
    "is_stay": "boolean",
    "stay_id": "integer",
    "from_stage_id": "integer",
    "from_outcome": "varchar",
    "is_interaction": "boolean",
}
WRITTEN = f"""
    INSERT INTO crm_lead_revision ({", ".join(COLUMNS)})
    SELECT *
      FROM json_to_recordset(%(rows)s)
           AS row ({", ".join(map(" ".join, COLUMNS.items()))})
        ON CONFLICT (lead_number, token) DO UPDATE SET
           {", ".join(f"{name} = EXCLUDED.{name}" for name in [*COLUMNS][2:])}
"""
ENDS_AND_WRITTEN = f"WITH ended AS ({ENDS}) {WRITTEN}"
