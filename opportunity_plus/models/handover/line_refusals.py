# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain

from ..foundation.roles import ADMIN


class CrmLeadHandoverLine(models.Model):
    """Reasons for leaving records alone; each is one of ``REASONS``."""

    _inherit = "crm.lead.handover.line"

    def _handover_changed(self, mover, records, undo):
        """Return the reasons of lines that no longer match their record, by line."""
        writable = records._filtered_access("write")
        is_open = set(writable.filtered_domain(mover.domain)._ids)
        by_id = {record.id: record for record in writable}
        reasons = {}
        for line in self:
            record = by_id.get(line.res_id)
            if not record:
                reasons[line] = "access" if line.res_id in records._ids else "deleted"
            elif record[mover.owner] not in line._handover_owners(mover, undo):
                reasons[line] = "reassigned"
            elif line._handover_other_company(record):
                reasons[line] = "changed"
            elif record.id not in is_open:
                reasons[line] = "closed"
        return reasons

    def _handover_other_company(self, record):
        return "company_id" in record._fields and record.company_id != self.company_id

    def _handover_refusals(self, mover):
        """Return the reasons of lines that successors cannot take, by line."""
        reasons = {line: "stays" for line in self if not line.successor_id}
        for successor, lines in self.grouped("successor_id").items():
            if not successor:
                continue
            if not self.handover_id[:1]._handover_fit(successor):
                reasons |= dict.fromkeys(lines, "successor")
                continue
            strange = lines._handover_strangers_to(successor)
            reasons |= dict.fromkeys(strange, "company")
            for reason in (*mover.refusals, *(("twice",) if mover.once_per else ())):
                refuse = getattr(lines - strange, f"_handover_refuse_{reason}")
                reasons |= dict.fromkeys(refuse(mover, successor), reason)
        return reasons

    def _handover_refusals_back(self, mover):
        """Return the reasons of lines that former owners cannot take back, by line.

        The former owners may be archived.
        """
        refused = []
        for owner, lines in self.grouped("old_user_id").items():
            refused += lines._handover_strangers_to(owner)
            for reason in mover.refusals_back:
                refuse = getattr(lines, f"_handover_refuse_{reason}")
                refused += refuse(mover, owner)
        return dict.fromkeys(refused, "former")

    def _handover_strangers_to(self, user):
        """Return the lines of companies that a user has no access to."""
        works_in = self.handover_id._handover_works_in(user)
        return self.filtered(lambda line: set(line.company_id.ids) - works_in)

    def _handover_refuse_document(self, mover, successor):
        """Return the lines whose document the successor may not open.

        A document that this handover also moves to the successor counts as open.
        """
        sees = {
            (model, id_)
            for model, ids in self._handover_by_document().items()
            for id_ in self._handover_openable(model, ids, successor)
        }
        documents = (
            (line, (line._origin.document_model, line._origin.document_id))
            for line in self
        )
        return [line for line, document in documents if document not in sees]

    def _handover_openable(self, model, ids, successor):
        # with_user: only to check what the successor may open
        theirs = self.env[model].with_user(successor)
        works_in = self.handover_id._handover_works_in(successor)
        theirs = theirs.with_context(allowed_company_ids=[*works_in])
        coming = self.search(
            [
                ("handover_id", "in", self.handover_id.ids),
                ("successor_id", "=", successor.id),
                ("state", "=", "planned"),
                ("res_model", "=", model),
                ("res_id", "in", list(ids)),
            ]
        )
        readable = theirs.browse(ids).exists()._filtered_access("read")
        return {*readable._ids, *coming.mapped("res_id")}

    def _handover_refuse_decision(self, mover, successor):
        """Return requests for reopening, if the successor may not answer them."""
        if successor.has_group(ADMIN):
            return self.browse()
        kind_id = self.env["mail.activity"]._oplus_reopening_type_id()
        asked = self._handover_records(mover).filtered(
            lambda activity: kind_id and activity.activity_type_id.id == kind_id
        )
        return self.filtered(lambda line: line.res_id in asked._ids)

    def _handover_refuse_private(self, mover, _successor):
        """Return private meetings, which only their organizer may change."""
        events = self._handover_records(mover)
        private = events.filtered(lambda event: event._check_private_event_conditions())
        return self.filtered(lambda line: line.res_id in private._ids)

    def _handover_refuse_salesperson(self, mover, successor):
        """Return shares of opportunities that are or become the successor's own."""
        coming = self.search(
            [
                ("handover_id", "in", self.handover_id.ids),
                ("successor_id", "=", successor.id),
                ("kind", "=", "opportunity"),
                ("state", "in", ["planned", "moved"]),
            ]
        ).mapped("res_id")
        own = {
            share.id
            for share in self._handover_records(mover)
            if share.lead_id.user_id == successor or share.lead_id.id in coming
        }
        return self.filtered(lambda line: line.res_id in own)

    def _handover_refuse_share(self, mover, owner):
        """Return shares of opportunities that cannot be shared with the owner."""
        unfit = {
            share.id
            for share in self._handover_records(mover)
            if any(share._share_complaints(share.lead_id, owner))
        }
        return self.filtered(lambda line: line.res_id in unfit)

    def _handover_refuse_twice(self, mover, successor):
        """Return records of which the successor can have only one, and has one."""
        records = self._handover_records(mover)
        has = records.search(
            Domain(mover.owner, "=", successor.id)
            & Domain(mover.once_per, "in", records[mover.once_per].ids)
        )[mover.once_per]
        double = {record.id for record in records if record[mover.once_per] in has}
        return self.filtered(lambda line: line.res_id in double)
