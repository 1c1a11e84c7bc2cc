# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..foundation.access import allowed
from ..foundation.naming import names

# opportunities with a confirmed order or a posted document, not counting the given
# orders and documents, the invoices of these orders and the reversals of any of these
OPENED = """
    WITH RECURSIVE made AS (
        SELECT id AS move_id FROM account_move WHERE id = ANY(%(moves)s)
         UNION
        SELECT line.move_id
          FROM sale_order_line sold
          JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = sold.id
          JOIN account_move_line line ON line.id = rel.invoice_line_id
         WHERE sold.order_id = ANY(%(orders)s)
         UNION
        SELECT reversal.id
          FROM made
          JOIN account_move reversal ON reversal.reversed_entry_id = made.move_id
    )
    SELECT opportunity_id FROM sale_order
     WHERE opportunity_id = ANY(%(leads)s) AND state = 'sale'
       AND id != ALL(%(orders)s)
     UNION
    SELECT linked.lead_id
      FROM account_move_opportunity_rel linked
      JOIN account_move move ON move.id = linked.move_id
     WHERE linked.lead_id = ANY(%(leads)s) AND move.state = 'posted'
       AND move.move_type IN ('out_invoice', 'out_refund')
       AND move.id NOT IN (SELECT move_id FROM made)
"""
READ = {
    "sale.order": ["opportunity_id", "state"],
    "sale.order.line": ["order_id"],
    "account.move": ["opportunity_ids", "reversed_entry_id", "state", "move_type"],
    "account.move.line": ["move_id", "sale_line_ids"],
}


class CrmLead(models.Model):
    """Which opportunities a user may link a document to.

    A link shows the opportunity to finance users, and the document to supervisors and
    to users with whom the opportunity is shared. A user may not make a link that gives
    them access to something new, so access that the link itself would give does not
    count.
    """

    _inherit = "crm.lead"

    def _oplus_document_linkable(self, orders=None, moves=None, is_derived=False):
        """Return the opportunities that the acting user may link documents to, also
        where code runs as superuser for that user.

        :param orders: linked orders that are being checked, so they give no access
        :param moves: the same for invoices and credit notes
        :param is_derived: whether the link follows from invoicing an order or reversing
            an invoice; users who see no opportunities may do so once the opportunity
            has a confirmed order or a posted document
        """
        if self.env.uid == SUPERUSER_ID or not self.env.user._is_internal():
            return self
        finance = self._oplus_visibility_grant("read").finance
        if is_derived and self.env.su and not finance:
            return self  # a link by Odoo gives this user no access
        linkable = allowed(self).with_env(self.env)
        if finance or is_derived:
            opened = self._oplus_document_opened(orders, moves)
            if finance:
                covers = self._oplus_visibility_grant("read").covers
                linkable = linkable.filtered(
                    # sudo: reads only the fields that decide on this user's access
                    lambda lead: lead in opened or covers(lead.sudo())
                )
            if is_derived:
                linkable |= opened
        return linkable

    def _oplus_document_opened(self, orders, moves):
        """Return the opportunities that other documents show to finance users."""
        if not self:
            return self
        for name, fields in READ.items():
            self.env[name].flush_model(fields)
        given = {
            "leads": self.ids,
            "orders": orders.ids if orders else [],
            "moves": moves.ids if moves else [],
        }
        # raw SQL: documents that the user may not read count as well
        rows = self.env.execute_query(SQL(OPENED, **given))
        return self.browse(lead_id for (lead_id,) in rows)

    def _oplus_document_check_linkable(self, orders=None, moves=None):
        """Refuse opportunities that the user may not choose for a document."""
        if self - self._oplus_document_linkable(orders, moves):
            raise AccessError(
                self.env._(
                    "A document can only be linked to an opportunity that you may open."
                )
            )

    def _oplus_document_check_derived(self, documents, field_name, moves):
        """Refuse links that follow from other documents.

        :param documents: orders that are invoiced, or invoices that are reversed
        :param field_name: their field for opportunities
        :param moves: the invoices and credit notes that are linked by it
        """
        # sudo: the user may not read what the documents belong to
        documents = documents.sudo()
        leads = self.browse(documents.mapped(field_name).ids)
        hidden = leads - leads._oplus_document_linkable(moves=moves, is_derived=True)
        if not hidden:
            return
        named = documents.filtered(lambda one: one[field_name] & hidden)
        raise AccessError(
            self.env._(
                "You cannot link a document to %(documents)s, because you may not see"
                " its opportunity yet. You will see it once it has a confirmed order or"
                " a posted invoice. Ask the salesperson to confirm the quotation, or"
                " leave the link out.",
                documents=names(named),
            )
        )

    def _oplus_document_check_leavable(self):
        """Refuse to take orders from opportunities that the user may not change, also
        where code runs as superuser for that user."""
        if self.env.user._is_internal() and self - allowed(self, "write"):
            raise AccessError(
                self.env._(
                    "Only users who may change an opportunity can remove an order from"
                    " it. Ask its salesperson."
                )
            )
