# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CrmLeadHandover(models.Model):
    """Finds what moves, and to whom."""

    _inherit = "crm.lead.handover"

    def action_prepare(self):
        """List what will move, with the rights of whoever asks.

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
        self.line_ids._handover_discard()
        lines = self.line_ids._handover_insert(vals_list)
        companies = lines.company_id or self.env.company
        return self._batch_store({"company_ids": companies.ids})

    def _handover_domain(self, mover, owner):
        return mover.domain & Domain(mover.owner, "in", owner.ids)

    def _handover_find(self, mover):
        """The values of the lines of one kind."""
        model = self.env[mover.model].with_context(active_test=False)
        records = model.search(self._handover_domain(mover, self.user_id), order="id")
        documents = self._handover_documents(mover, records)
        return [
            self._handover_prepare_vals(mover, record, documents[record])
            for record in records
        ]

    def _handover_documents(self, mover, records):
        """What each record belongs to; itself, if to nothing else."""
        if mover.document == "res_id":
            existing = {
                model: self.env[model].browse(group.mapped("res_id")).exists()
                for model, group in records.grouped("res_model").items()
            }
            return {
                record: existing[record.res_model].browse(record.res_id)
                for record in records
            }
        return {
            record: (mover.document and record[mover.document]) or record
            for record in records
        }

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
        # sudo: only tells which things belong together; the customer of a document
        # may be in a company that is not active
        document = document.sudo()
        if document._name == "res.partner":
            return document.commercial_partner_id
        if getattr(document._fields.get("partner_id"), "comodel_name", "") != (
            "res.partner"
        ):
            return self.env["res.partner"]
        return document.partner_id.commercial_partner_id

    def _handover_distribute(self, found):
        """Give each line a successor: the largest customer first, each to who has
        the least so far, among those who may work in the companies concerned."""
        groups = defaultdict(list)
        for vals in found:
            document = (vals["document_model"], vals["document_id"])
            groups[vals["partner_id"] or document].append(vals)
        load = dict.fromkeys(self.successor_ids, 0)
        for group in sorted(groups.values(), key=len, reverse=True):
            companies = {vals["company_id"] for vals in group} - {False}
            able = [user for user in load if companies <= set(user.company_ids.ids)]
            successor = min(able or load, key=load.get)
            load[successor] += len(group)
            for vals in group:
                vals["successor_id"] = successor.id
