# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from collections import defaultdict

from odoo import fields, models
from odoo.tools import SQL

from .revision_entry import Entry
from .revision_statements import (
    ENDS,
    ENDS_AND_WRITTEN,
    LEADS,
    LEADS_AND_ROWS,
    TAKEN_BACK,
    WRITTEN,
)
from .revision_values import Facts, Lead, Row

BATCH = 10_000
# how many values a line tells of an opportunity: other than facts, and all
FACTS = len(Facts._fields)
OWN = len(Lead._fields) - 1
LEAD = OWN + FACTS


def _as_json(rows):
    return json.dumps(rows, default=str, ensure_ascii=False)


class CrmLeadRevision(models.Model):
    """Writes the rows, with a few statements for each transaction that touched
    anything, however many opportunities it touched.

    Each opportunity is compared with its last row from before the transaction. That
    makes it safe to call at any time: a row that the transaction wrote before is
    replaced, or taken back.
    """

    _inherit = "crm.lead.revision"

    def _revision_record(self, pending, transaction):
        """Record how the touched opportunities are now.

        :param pending: the opportunities that may have changed, and who did it
        :param transaction: the :class:`~.pending.Transaction`
        :return: a list of :class:`~.revision_values.Change`
        """
        touched, changes = sorted(pending.touched), []
        for start in range(0, len(touched), BATCH):
            numbers = touched[start : start + BATCH]
            changes += self._revision_record_batch(numbers, pending, transaction)
        transaction.has_rows = True
        if survivors := {
            id_: head
            for id_, head in transaction.merged.items()
            if id_ in pending.touched
        }:
            self._revision_merged(survivors, transaction.names)
        self._revision_invalidate()
        return changes

    def _revision_record_batch(self, numbers, pending, transaction):
        now = fields.Datetime.to_datetime(self.env.cr.now()).replace(microsecond=0)
        has_rows = transaction.has_rows or not pending.created.issuperset(numbers)
        leads, rows = self._revision_read(numbers, now, has_rows)
        entries = [
            Entry(id_, leads.get(id_), rows[id_], pending, transaction, now)
            for id_ in numbers
        ]
        due = [entry for entry in entries if entry.is_due]
        there = self._revision_there({entry.survivor_id for entry in due} - {None})
        self._revision_write(
            [entry.mine.id for entry in entries if entry.mine and not entry.is_due],
            [ending for entry in entries for ending in entry.ends()],
            [entry.row(entry.survivor_id in there) for entry in due],
        )
        transaction.ended.update(entry.past.id for entry in entries if entry.is_leaving)
        return [change for entry in entries if (change := entry.change())]

    # raw SQL in the methods below: nobody writes rows through the ORM, a batch is one
    # statement, and the opportunities are read as they are stored

    def _revision_read(self, numbers, now, has_rows):
        """Return each :class:`Lead` by id, and lists of its last :class:`Row`."""
        leads, rows = {}, defaultdict(list)
        statement = LEADS_AND_ROWS if has_rows else LEADS
        self.env.cr.execute(statement, {"ids": numbers, "now": now})
        for number, id_, *values in self.env.cr.fetchall():
            if id_ and number not in leads:
                leads[number] = Lead(*values[:OWN], Facts(*values[OWN:LEAD]))
            if any(values[LEAD:]):
                rows[number].append(Row(*values[LEAD:-FACTS], Facts(*values[-FACTS:])))
        return leads, rows

    def _revision_there(self, ids):
        if not ids:
            return ids
        self.env.cr.execute("SELECT id FROM crm_lead WHERE id = ANY(%s)", [[*ids]])
        return {id_ for (id_,) in self.env.cr.fetchall()}

    def _revision_write(self, undone, endings, rows):
        """Take back what was written too early, end what is over, write what is due."""
        if undone:
            self.env.cr.execute(TAKEN_BACK, [undone])
        if rows or endings:
            statement = WRITTEN if rows else ENDS
            statement = ENDS_AND_WRITTEN if rows and endings else statement
            values = {"rows": rows, "endings": endings}
            self.env.cr.execute(statement, {k: _as_json(v) for k, v in values.items()})

    def _revision_adopt(self, head, tails):
        """Let the survivor of a merge have what was merged into the others before."""
        # raw SQL: see the class
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead_revision SET merged_into_id = %s"
                " WHERE merged_into_id = ANY(%s)",
                head.id,
                tails.ids,
            )
        )
        self._revision_invalidate()

    def _revision_merged(self, survivors, names):
        """Show the rows of opportunities that were merged away under the survivor, with
        their last name.

        :param survivors: id of the survivor by id of the opportunity
        :param names: last names by id of the opportunity
        """
        # raw SQL: see the class
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead_revision revision SET merged_into_id = head.id,"
                " lead_name = COALESCE(merged.name, revision.lead_name)"
                "  FROM unnest(%s::integer[], %s::integer[], %s::varchar[])"
                "       merged (number, head_id, name)"
                "  JOIN crm_lead head ON head.id = head_id"
                " WHERE revision.lead_number = merged.number"
                "   AND revision.lead_id IS NULL",
                [*survivors],
                [*survivors.values()],
                [names.get(id_) for id_ in survivors],
            )
        )

    def _revision_keep_stage_names(self, stages):
        """Note the names of stages that are about to be deleted."""
        for stage in stages:
            # raw SQL: see the class
            self.env.cr.execute(
                SQL(
                    "UPDATE crm_lead_revision SET deleted_stage = %s"
                    " WHERE stage_id = %s",
                    *(stage.name, stage.id),
                )
            )
        self._revision_invalidate()

    def _revision_invalidate(self):
        for name in ("crm.lead.revision", "crm.lead.stage.history"):
            self.env[name].invalidate_model(flush=False)
        names = ["stage_history_ids", "revision_ids"]
        self.env["crm.lead"].invalidate_model(names, flush=False)
