# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

DRAFT_DAYS = 30


class CrmLeadHandover(models.Model):
    """Finds the records to move, and proposes their successors."""

    _inherit = "crm.lead.handover"

    problem_count = fields.Integer(
        "Would Be Left Alone",
        compute="_compute_problem_count",
        help="Records of the preview that would not move; each says why.",
    )

    @api.depends("state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_problem_count(self):
        """Count in what is saved: all lines at each change of one would take long."""
        drafts = self.filtered(lambda handover: handover.state == "draft")
        (self - drafts).problem_count = 0
        for handover in drafts:
            handover.problem_count = len(handover.line_ids.filtered("problem"))

    def action_prepare(self):
        """List the records to move that the current user may read.

        :raise UserError: there is no successor, or nothing to move
        """
        self._batch_check_state("draft")
        self._handover_check_people()
        if not self.successor_ids:
            raise UserError(self.env._("Choose at least one successor."))
        found = [self._handover_find(mover) for mover in self._handover_movers()]
        vals_list = [vals for of_kind in found for vals in of_kind]
        if not vals_list:
            message = self.env._(
                "%(name)s has nothing to hand over in the active companies.",
                name=self.user_id.name,
            )
            raise UserError(message)
        self._handover_distribute(vals_list)
        self._handover_discard()
        lines = self.line_ids._system_create(vals_list)
        companies = lines.company_id or self.env.company
        return self._system_write({"company_ids": companies.ids})

    def _handover_discard(self):
        lines = self.line_ids._system_search([("handover_id", "in", self.ids)])
        lines._system_unlink()

    @api.autovacuum
    def _gc_drafts(self):
        """Delete previews that were neither run nor changed for 30 days."""
        before = fields.Datetime.now() - timedelta(days=DRAFT_DAYS)
        self.search(
            [
                ("state", "=", "draft"),
                ("write_date", "<", before),
                ("line_ids", "not any", [("write_date", ">=", before)]),
            ]
        ).unlink()

    def _handover_domain(self, mover, owner):
        return mover.domain & Domain(mover.owner, "in", owner.ids)

    def _handover_find(self, mover):
        """Return the values of the lines of one kind."""
        model = self.env[mover.model].with_context(active_test=False)
        records = model.search(self._handover_domain(mover, self.user_id), order="id")
        documents = self._handover_documents(mover, records)
        return [
            self._handover_prepare_vals(mover, record, documents[record])
            for record in records
            if record in documents
        ]

    def _handover_documents(self, mover, records):
        """Return the document of each record: the record itself, if it has no other.

        Records whose document the user may not read, such as one of another company,
        are left out.
        """
        wanted, ids = {}, defaultdict(set)
        for record in records:
            document = wanted[record] = self._handover_document(mover, record)
            ids[document._name].add(document.id)
        readable = {
            document: document
            for model, some in ids.items()
            for document in self.env[model]
            .browse(some)
            .exists()
            ._filtered_access("read")
        }
        return {
            record: readable[document]
            for record, document in wanted.items()
            if document in readable
        }

    def _handover_document(self, mover, record):
        if mover.document == "res_id":
            return self.env[record.res_model].browse(record.res_id)
        return (mover.document and record[mover.document]) or record

    def _handover_prepare_vals(self, mover, record, document):
        name = record.display_name
        if document != record:
            name = f"{document.display_name}: {name}"
        holder = record if "company_id" in record._fields else document
        return {
            "handover_id": self.id,
            "kind": mover.kind,
            "res_model": record._name,
            "res_id": record.id,
            "name": name,
            "document_model": document._name,
            "document_id": document.id,
            "partner_id": self._handover_customer(document).id,
            "company_id": "company_id" in holder._fields and holder.company_id.id,
            "old_user_id": self.user_id.id,
        }

    def _handover_customer(self, document):
        # sudo: the customer, by which records are grouped, may belong to a company that
        # is not active
        document = document.sudo()
        if document._name == "res.partner":
            return document.commercial_partner_id
        if document._name == "calendar.event":  # its partner is the organizer
            return self.env["res.partner"]
        if getattr(document._fields.get("partner_id"), "comodel_name", "") != (
            "res.partner"
        ):
            return self.env["res.partner"]
        return document.partner_id.commercial_partner_id

    def _handover_distribute(self, found):
        """Give each line a successor; the lines of a customer stay together.

        The customer with the most lines comes first. Each goes to the successor with
        the fewest lines so far, among those with access to the companies concerned.
        """
        groups = defaultdict(list)
        for vals in found:
            document = (vals["document_model"], vals["document_id"])
            groups[vals["partner_id"] or document].append(vals)
        load = dict.fromkeys(self.successor_ids, 0)
        for group in sorted(groups.values(), key=len, reverse=True):
            companies = {vals["company_id"] for vals in group} - {False}
            able = [user for user in load if companies <= self._handover_works_in(user)]
            successor = min(able or load, key=load.get)
            load[successor] += len(group)
            for vals in group:
                vals["successor_id"] = successor.id
