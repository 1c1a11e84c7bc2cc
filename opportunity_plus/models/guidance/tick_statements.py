# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Statements that write ticks, a whole batch at once."""

# parameters: opportunities, points, states
ASKED = """unnest(%(leads)s::int[], %(points)s::int[], %(states)s::bool[])
           AS asked (lead_id, checkpoint_id, is_done)"""
SAME = """tick.lead_id = asked.lead_id AND tick.checkpoint_id = asked.checkpoint_id
          AND tick.is_current"""

# what is no longer true becomes history
REPLACE = f"""
    UPDATE crm_lead_tick tick SET is_current = FALSE
      FROM {ASKED}
     WHERE {SAME} AND tick.is_done <> asked.is_done
"""
# a concurrent transaction that ticks the same point makes this one start again, and
# find it ticked
INSERT = f"""
    INSERT INTO crm_lead_tick
           (lead_id, checkpoint_id, name, is_done, is_current, user_id, date)
    SELECT asked.lead_id, asked.checkpoint_id, point.name, asked.is_done, TRUE,
           %(user)s, %(date)s
      FROM {ASKED}
      JOIN crm_stage_checkpoint point ON point.id = asked.checkpoint_id
     WHERE NOT EXISTS (SELECT FROM crm_lead_tick tick WHERE {SAME})
    ON CONFLICT (lead_id, checkpoint_id) WHERE is_current DO NOTHING
"""

# of several opportunities that become one: a point that is done on any is done, and
# the latest row of those that agree counts
ADOPT_STATES = """
    UPDATE crm_lead_tick tick SET is_current = FALSE
      FROM (SELECT id, row_number() OVER (
                       PARTITION BY checkpoint_id
                       ORDER BY is_done DESC, date DESC, id DESC) AS place
              FROM crm_lead_tick
             WHERE lead_id = ANY(%(all)s) AND is_current
               AND checkpoint_id IS NOT NULL) ranked
     WHERE ranked.id = tick.id AND ranked.place > 1
"""
ADOPT = """
    UPDATE crm_lead_tick tick
       SET lead_id = %(head)s, merged_from = COALESCE(tick.merged_from, lead.name)
      FROM crm_lead lead
     WHERE lead.id = tick.lead_id AND lead.id = ANY(%(tails)s)
"""
