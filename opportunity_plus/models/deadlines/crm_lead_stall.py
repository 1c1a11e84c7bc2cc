# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ..foundation import jobs
from ..foundation.main_company import main_company
from .deadline_statements import COMPANY, RUNNING

# The stalled opportunities that have no row for their stay and plan yet. Those that
# somebody is working on are skipped until the next run. A plan of another company is
# none, and one that has failed is tried again the next day. Who was told of the stay
# already is not told again.
FOUND = (
    """
    WITH due AS (
        SELECT crm_lead.id AS lead_id, stay.id AS stay_id, plan.id AS plan_id
          FROM %(leads)s
          JOIN crm_lead_revision stay ON stay.lead_number = crm_lead.id AND """
    + RUNNING
    + """
     LEFT JOIN crm_team team ON team.id = crm_lead.team_id
     LEFT JOIN crm_stage stage ON stage.id = stay.stage_id
     LEFT JOIN mail_activity_plan plan ON plan.id = stage.activity_plan_id
           AND plan.active AND plan.res_model = 'crm.lead'
           AND (plan.company_id IS NULL OR plan.company_id = """
    + COMPANY
    + """)
         WHERE crm_lead.id > %(after)s AND %(stalled)s
           AND NOT EXISTS (SELECT FROM crm_lead_stall stall
                            WHERE stall.stay_id = stay.id
                              AND stall.plan_number = COALESCE(plan.id, 0)
                              AND (stall.is_failed IS NOT TRUE OR stall.date
                                   > %(now)s::timestamp - INTERVAL '12 hours'))
      ORDER BY crm_lead.id
         LIMIT %(limit)s
           FOR NO KEY UPDATE OF crm_lead SKIP LOCKED
    )
    INSERT INTO crm_lead_stall (lead_id, stay_id, plan_id, plan_number, date,
                                date_told, date_escalated)
    SELECT lead_id, stay_id, plan_id, COALESCE(plan_id, 0), %(now)s,
           max(known.date_told), max(known.date_escalated)
      FROM due
 LEFT JOIN (SELECT stay_id AS id, date_told, date_escalated
              FROM crm_lead_stall) known ON known.id = due.stay_id
  GROUP BY lead_id, stay_id, plan_id
  ORDER BY lead_id
        -- one that failed; or of a job that runs at the same time: then Odoo tries
        -- this one again
        ON CONFLICT (stay_id, plan_number) DO UPDATE
       SET is_failed = FALSE, date = EXCLUDED.date WHERE crm_lead_stall.is_failed
 RETURNING id, lead_id, plan_id
"""
)


class CrmLeadStall(models.Model):
    """One row is one stall: an opportunity that stays in a stage past its target.

    JOB: once a day, in three steps. Each stalled opportunity gets a row, and the plan
    of its stage is started; the salespeople are notified, one message for each; after
    the days that the stage says, the team leaders are. Administrators are notified of
    plans that could not be started, once; these are tried again each day.

    ONCE: a row is unique for a stay and a plan. It is written in the transaction that
    starts the plan, so a job that is killed goes on where it stopped.

    END: a move, win or loss ends it. What the plan left open is cancelled then.
    """

    _name = "crm.lead.stall"
    _inherit = ["crm.lead.log"]
    _description = "Stalled Opportunity"
    _order = "id DESC"
    _rec_name = "lead_id"

    lead_id = fields.Many2one(index=True)
    stay_id = fields.Many2one("crm.lead.revision", required=True, ondelete="cascade")
    plan_id = fields.Many2one("mail.activity.plan", ondelete="set null")
    # the id of the plan, 0 without one; kept when the plan is deleted
    plan_number = fields.Integer(
        required=True, aggregator=None, export_string_translation=False
    )
    is_failed = fields.Boolean("Plan Failed", help="The plan could not be started.")
    date_failure_told = fields.Datetime("Administrators Notified of the Failure")
    date = fields.Datetime("Since")
    date_told = fields.Datetime("Salesperson Notified")
    date_escalated = fields.Datetime("Leader Notified")

    _stay_unique = models.UniqueIndex(
        "(stay_id, plan_number)", "A plan is started once in a stay."
    )
    _failed_idx = models.Index("(id) WHERE is_failed")
    _untold_idx = models.Index("(lead_id) WHERE date_told IS NULL")
    _unescalated_idx = models.Index(
        "(date_told) WHERE date_escalated IS NULL AND date_told IS NOT NULL"
    )

    @api.model
    def _cron_stalled(self):
        """Start plans, notify salespeople and leaders; safe to kill and run again."""
        if not self.env["crm.stage"]._oplus_has_targets():
            return
        jobs.commit(self, remaining=1)
        # sudo: the job is for everybody
        stalls = self.sudo()
        if (
            jobs.run_batches(stalls, stalls._stall_settle)
            and jobs.run_batches(stalls, stalls._stall_batch)
            and stalls._stall_tell()
            and stalls._stall_escalate()
        ):
            stalls._stall_tell_failed()
            jobs.commit(self, remaining=0)

    def _stall_settle(self, _after):
        """Renew all deadlines: a move and a change of a target at the same moment do
        not see each other."""
        self.env["crm.lead"]._oplus_deadline_renew()

    def _stall_leads(self):
        """Return the SQL of all stalled opportunities: tables and condition."""
        leads = self.env["crm.lead"]
        query = leads._search(leads._oplus_stalled_domain(), order="id")
        return query.from_clause, query.where_clause

    def _stall_batch(self, after):
        """Record the next stalled opportunities and start their plans.

        :return: the last opportunity, or None
        """
        rows, planned = self._stall_record(after), defaultdict(list)
        for id_, _lead_id, plan_id in rows:
            planned[plan_id].append(id_)
        planned.pop(None, None)
        for plan_id, ids in planned.items():
            self._stall_start(self.env["mail.activity.plan"].browse(plan_id), ids)
        return max((lead_id for _id, lead_id, _plan_id in rows), default=None)

    def _stall_record(self, after):
        """Return the id of each new row, with its opportunity and plan."""
        self.env.flush_all()
        tables, stalled = self._stall_leads()
        query = SQL(
            FOUND,
            leads=tables,
            stalled=stalled,
            after=after,
            limit=jobs.BATCH,
            now=self.env.cr.now().replace(microsecond=0),
            main_company=main_company(self.env).id,
        )
        # raw SQL: locks, and skips what others have locked
        rows = self.env.execute_query(query)
        self.invalidate_model(flush=False)
        return rows

    def _system_refusal(self):
        return self.env._("The system alone records stalled opportunities.")
