# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How rows of the ledger become movements of the pipeline.

They read from top to bottom: rows of the period, each beside the one before; what
happened at each; and for a net bridge what became of each opportunity in each group.
"""

from .movements import CODES

START, END, CAME, LEFT, CHANGED = range(5)
CODES = CODES | {
    "is_start": START,
    "is_end": END,
    "has_come": CAME,
    "has_left": LEFT,
    "has_changed": CHANGED,
}

STEPS = """
    WITH entry AS (
        SELECT entry.*, %(value)s AS value,
               outcome = 'open' AND is_match AND is_near AS is_in
          FROM (%(rows)s) entry
    ),
    -- what nothing happened to is at both ends
    still AS (
        SELECT *
          FROM entry
         WHERE is_in AND date_from < %(start)s
           AND (date_to IS NULL OR date_to >= %(end)s)
    ),
    step AS (
        SELECT entry.*, %(value_before)s AS left_value,
               row_number() OVER life AS step,
               lead(CASE WHEN NOT is_first THEN date_from END) OVER life AS next_from,
               bool_or(is_first AND date_from >= %(start)s) OVER life AS is_new,
               lag(date_to) OVER life AS past_to, lag(is_in) OVER life AS past_in,
               lag(is_match) OVER life AS past_match,
               lag(outcome) OVER life AS past_outcome,
               lag(value) OVER life AS past_value,
               lag(deadline) OVER life AS past_deadline%(past_keys)s
          FROM entry
         WHERE date_from >= %(start)s OR date_to < %(end)s
        WINDOW life AS (PARTITION BY number ORDER BY date_from, id)
    ),
    -- each row beside the one before; an opportunity that was a lead in between, or
    -- that the reader does not see in between, was away
    moment AS (
        SELECT step.*, date_from >= %(start)s AS is_inside, is_linked,
               is_linked AND past_in AS was_in, %(is_same)s AS is_same
          FROM step
    CROSS JOIN LATERAL (
                   SELECT COALESCE(past_to = date_from AND NOT is_first, FALSE)
                       AS is_linked
               ) link
    ),
    -- the first reason that applies is the one
    told AS MATERIALIZED (
        SELECT moment.*, was_in AND NOT (is_in AND is_same) AS leaves,
               is_inside AND is_in AND NOT (was_in AND is_same) AS comes,
               -- it was won or lost without having been open before
               is_inside AND outcome IN ('won', 'lost') AND is_match AND is_near
               AND NOT (is_linked AND past_outcome IN ('open', outcome)) AS passes,
               CASE WHEN is_first THEN {new}
                    WHEN NOT is_linked THEN {reassigned_in}
                    WHEN past_outcome <> 'open' THEN {reopened}
                    WHEN NOT past_match OR NOT is_same THEN {reassigned_in}
                    ELSE {pulled_in} END AS came_as,
               CASE outcome WHEN 'won' THEN {won} WHEN 'lost' THEN {lost}
                    WHEN 'merged' THEN {merged} WHEN 'deleted' THEN {deleted}
                    ELSE CASE WHEN NOT is_match OR NOT is_same THEN {reassigned_out}
                              WHEN deadline < %(closing_from)s THEN {pulled_out}
                              ELSE {slipped} END END AS left_as
          FROM moment
         WHERE %(is_told)s
    ),
    fact(number, id, step, deadline, kind, code, value%(keys)s) AS (
        SELECT number, id, step, deadline, {is_start}, {opening}, value%(keys)s
          FROM told
         WHERE is_in AND NOT is_inside
     UNION ALL
        SELECT number, id, step, deadline, {is_end}, is_new::integer, value%(keys)s
          FROM told
         WHERE is_in AND (date_to IS NULL OR date_to >= %(end)s)
     UNION ALL
        SELECT number, id, step, deadline, {has_come}, came_as,
               CASE WHEN passes THEN left_value ELSE value END%(keys)s
          FROM told
         WHERE comes OR passes
     UNION ALL
        SELECT number, id, step, deadline, {has_left}, left_as, left_value%(left_keys)s
          FROM told
         WHERE leaves
     UNION ALL
        SELECT number, id, step, deadline, {has_left}, left_as, left_value%(keys)s
          FROM told
         WHERE passes
     UNION ALL
        -- it is a lead again, or no longer in sight
        SELECT number, id, step, deadline, {has_left},
               CASE WHEN next_from IS NULL THEN {deleted} ELSE {reassigned_out} END,
               value%(keys)s
          FROM told
         WHERE is_in AND date_to < %(end)s AND next_from IS DISTINCT FROM date_to
        %(changes)s
    )
""".format(**CODES)

# a net bridge leaves out what only changes the value of what stays in the pipeline, and
# what is away before and after
TURNS = """
    (is_in AND NOT (is_inside AND was_in AND is_same)) OR (was_in AND NOT is_in)
    OR (is_in AND (date_to IS NULL OR date_to >= %(end)s))
    OR (is_in AND next_from IS DISTINCT FROM date_to) OR outcome IN ('won', 'lost')
"""

# further facts of a gross bridge
CHANGES = """
     UNION ALL
        SELECT number, id, step, deadline, {has_changed},
               CASE WHEN now.value > past_value THEN {increased} ELSE {decreased} END,
               now.value - past_value%(left_keys)s
          FROM told, LATERAL (
                   SELECT CASE WHEN leaves THEN left_value ELSE told.value END AS value
               ) now
         WHERE was_in AND now.value <> past_value
     UNION ALL
        SELECT number, id, step, deadline, {has_changed},
               CASE WHEN deadline > past_deadline THEN {slipped} ELSE {pulled_in} END,
               0%(keys)s
          FROM told
         WHERE %(is_endless)s AND was_in AND NOT leaves AND deadline <> past_deadline
""".format(**CODES)

GROSS = """,
    movement(number%(keys)s, code, value, id) AS (
        SELECT number%(keys)s, CASE kind WHEN {is_end} THEN {closing} ELSE code END,
               CASE kind WHEN {has_left} THEN -value ELSE value END, id
          FROM fact
""".format(**CODES)

NET = """,
    life AS (
        SELECT number%(keys)s,
               max(value) FILTER (WHERE kind = {is_start}) AS start_value,
               max(id) FILTER (WHERE kind = {is_start}) AS start_id,
               max(deadline) FILTER (WHERE kind = {is_start}) AS start_deadline,
               max(value) FILTER (WHERE kind = {is_end}) AS end_value,
               max(id) FILTER (WHERE kind = {is_end}) AS end_id,
               max(deadline) FILTER (WHERE kind = {is_end}) AS end_deadline,
               max(code) FILTER (WHERE kind = {is_end}) = 1 AS is_new,
               min(ARRAY[step, code]) FILTER (WHERE kind = {has_come}) AS first_come,
               max(ARRAY[step, code]) FILTER (WHERE kind = {has_come}) AS last_come,
               max(ARRAY[step, code, value, id]) FILTER (WHERE kind = {has_left})
                   AS last_left
          FROM fact
      GROUP BY number%(keys)s
    ),
    balance AS MATERIALIZED (
        SELECT life.*, COALESCE(end_value, last_left[3]) AS last_value,
               COALESCE(end_id, last_left[4]) AS last_id
          FROM life
    ),
    movement(number%(keys)s, code, value, id) AS (
        SELECT number%(keys)s, {opening}, start_value, start_id
          FROM balance
         WHERE start_value IS NOT NULL
     UNION ALL
        SELECT number%(keys)s, {closing}, end_value, end_id
          FROM balance
         WHERE end_value IS NOT NULL
     UNION ALL
        SELECT number%(keys)s,
               CASE WHEN is_new THEN {new} WHEN end_value IS NOT NULL
                    THEN last_come[2] ELSE first_come[2] END,
               last_value, last_id
          FROM balance
         WHERE start_value IS NULL
     UNION ALL
        SELECT number%(keys)s, last_left[2], -last_left[3], last_left[4]
          FROM balance
         WHERE end_value IS NULL
     UNION ALL
        SELECT number%(keys)s,
               CASE WHEN last_value > start_value THEN {increased}
                    ELSE {decreased} END,
               last_value - start_value, last_id
          FROM balance
         WHERE last_value <> start_value
     UNION ALL
        SELECT number%(keys)s,
               CASE WHEN end_deadline > start_deadline THEN {slipped}
                    ELSE {pulled_in} END, 0, end_id
          FROM balance
         WHERE %(is_endless)s AND end_deadline <> start_deadline
""".format(**CODES)

STILL = """
     UNION ALL
        SELECT number%(keys)s, end_of.code, value, id
          FROM still, (VALUES ({opening}), ({closing})) end_of(code)
    )
""".format(**CODES)

SUMS = """
    SELECT code::integer, count(*), sum(value)%(keys)s
      FROM movement
  GROUP BY code%(keys)s
"""
NUMBERS = """
    SELECT DISTINCT number FROM movement WHERE code = %(code)s ORDER BY number
"""
RECORDS = """
    SELECT crm_lead_revision.id, crm_lead_revision.lead_id, movement.number
      FROM movement
      JOIN crm_lead_revision ON crm_lead_revision.id = movement.id
     WHERE code = %(code)s AND %(is_group)s
"""
