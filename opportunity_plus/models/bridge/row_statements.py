# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which rows of the ledger count, and the pipeline of a moment."""

# those that hold in a period; what was closed before matters only if it was reopened
RELEVANT = """
    crm_lead_revision.date_from < %(end)s
    AND (crm_lead_revision.date_to IS NULL OR crm_lead_revision.date_to >= %(start)s)
    AND (crm_lead_revision.outcome = 'open'
         OR crm_lead_revision.date_from >= %(start)s
         OR crm_lead_revision.date_to < %(end)s)
"""
# those that are in the pipeline at a moment
OPEN_AT = """
    crm_lead_revision.outcome = 'open' AND crm_lead_revision.date_from < %(moment)s
    AND (crm_lead_revision.date_to IS NULL
         OR crm_lead_revision.date_to >= %(moment)s)
"""
PIPELINE = """
    SELECT count(*), COALESCE(sum(round(amount, %(places)s)), 0),
           COALESCE(sum(round(amount * chance / 100, %(places)s)), 0)%(keys)s
      FROM (%(rows)s) entry
     WHERE is_match
  GROUP BY ()%(keys)s
"""
RECORDS_OPEN = """
    SELECT id, lead_id, number
      FROM (%(rows)s) entry
     WHERE is_match AND %(is_group)s
"""
# the value of a row, and of one by which an opportunity is closed: weighted, it goes by
# the rate it had before, if need be before the period
VALUE = "round(amount, %s)"
WEIGHTED = "round(amount * chance / 100, %s)"
WEIGHTED_BEFORE = """
    CASE WHEN outcome IN ('won', 'lost') THEN round(amount * COALESCE(
        (max(ARRAY[id, chance]) FILTER (WHERE outcome = 'open') OVER life)[2],
        (SELECT past.chance FROM (%(past)s) past
          ORDER BY past.date_from DESC, past.id DESC LIMIT 1),
        chance) / 100, %(places)s)
    ELSE round(amount * chance / 100, %(places)s) END
"""
# when it was open for the last time before a row that closed it
PAST = """
    crm_lead_revision.lead_number = entry.number
    AND crm_lead_revision.outcome = 'open'
    AND (crm_lead_revision.date_from, crm_lead_revision.id)
        < (entry.date_from, entry.id)
"""
