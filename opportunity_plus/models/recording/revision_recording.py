# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import SUPERUSER_ID, models
from odoo.tools import SQL

from .revision_statements import (
    COMPARED,
    FACTS,
    FOUND,
    KEPT,
    LAST,
    OUTCOME,
    PAST,
    POINTS,
    PROBABILITY,
    REPLACED,
    STAGE,
    TOLD,
    WRITTEN,
)


class Change(NamedTuple):
    """What happened to stage and outcome of an opportunity until the end of a
    transaction, or since a savepoint of it."""

    lead_id: int
    stage_id: int | None
    from_stage_id: int | None
    outcome: str
    from_outcome: str | None
    user_id: int | None
    reason: str | None

    @property
    def is_move(self):
        """Whether an opportunity that was there before entered another stage."""
        return bool(
            self.from_outcome and self.stage_id and self.stage_id != self.from_stage_id
        )

    @property
    def is_reopening(self):
        return self.from_outcome in ("won", "lost") and self.outcome != "lost"


def _columns(*names, of=None):
    return SQL(", ").join(
        SQL("%s AS %s", SQL(of[name]), SQL.identifier(name)) if of else SQL(name)
        for name in names
    )


class CrmLeadRevision(models.Model):
    """Writes the rows, in one statement for each transaction that touched anything.

    Only ids and what people said enter; the rest is read from the opportunities.
    Comparing with the last row from before the transaction makes it safe to call at
    any time: a row that the transaction wrote before is replaced, or taken back.
    """

    _inherit = "crm.lead.revision"

    def _revision_record(self, pending, transaction):
        """Record how the touched opportunities are now.

        :param pending: the opportunities that may have changed, and who did it
        :param transaction: the :class:`~.recorder.Transaction`
        :return: a list of :class:`Change`
        """
        touched = sorted(pending.touched)
        self.env.cr.execute(self._revision_statement(pending, transaction, touched))
        changes = [Change(*row) for row in self.env.cr.fetchall()]
        if survivors := {
            id_: head
            for id_, head in transaction.merged.items()
            if id_ in pending.touched
        }:
            self._revision_merged(survivors, transaction.names)
        self._revision_invalidate()
        return changes

    def _revision_statement(self, pending, transaction, touched):
        columns = (
            ("integer", touched),
            ("integer", [pending.actors.get(id_) for id_ in touched]),
            ("varchar", [pending.doors.get(id_) for id_ in touched]),
            ("integer", [pending.named(id_) for id_ in touched]),
            ("text", [pending.reasons.get(id_) for id_ in touched]),
            ("boolean", [id_ in pending.commented for id_ in touched]),
            ("integer", [transaction.merged.get(id_) for id_ in touched]),
            ("varchar", [transaction.names.get(id_) for id_ in touched]),
        )
        differs = "CASE WHEN past_{0} IS DISTINCT FROM {0} THEN '{0}' END"
        changes = (SQL(differs.format(name)) for name in FACTS)
        present = {
            name: f"CASE WHEN lead.id IS NULL THEN {LAST[name]} ELSE {FACTS[name]} END"
            for name in FACTS
        }
        past = {f"past_{name}": PAST.get(name, f"past.{name}") for name in FACTS}
        # raw SQL: nobody writes rows through the ORM, and a batch is one statement
        return SQL(
            FOUND + COMPARED + WRITTEN + TOLD,
            touched=SQL(", ").join(
                SQL(f"%s::{kind}[]", values) for kind, values in columns
            ),
            token=transaction.token,
            now=self.env.cr.now(),
            superuser=SUPERUSER_ID,
            past=_columns(*past, of=past),
            present=_columns(*present, of=present),
            changes=SQL(", ").join(changes),
            points=POINTS,
            by_person=PROBABILITY,
            by_stage=STAGE,
            by_outcome=OUTCOME,
            kept=_columns(*KEPT),
            replaced=SQL(", ").join(
                SQL(f"{name} = EXCLUDED.{name}") for name in REPLACED
            ),
        )

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
