# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

# opportunities with a confirmed order or a posted document, leaving out those orders
# and documents, what invoices the one, and what reverses the other
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
    """To which opportunities somebody may link a document.

    A document opens its opportunity to finance, and itself to supervisors and to whom
    the opportunity is shared with. So nobody makes a link that would open to himself
    what was not open before: what a document would open does not count as a reason for
    linking it.
    """

    _inherit = "crm.lead"

    def _oplus_document_linkable(self, orders=None, moves=None, is_derived=False):
        """The opportunities to which the acting user may link documents, even where
        code runs as superuser for him.

        :param orders: orders that are linked already, to find out whether they may be
        :param moves: the same for invoices and credit notes
        :param is_derived: whether the link follows from an order that is invoiced or
            from an invoice that is reversed: also whoever sees no opportunities does
            that, as soon as an order is confirmed or a document posted
        """
        if self.env.uid == SUPERUSER_ID or not self.env.user._is_internal():
            return self
        finance = self._oplus_visibility_grant("read").finance
        if is_derived and self.env.su and not finance:
            return self  # what Odoo does opens nothing to this user
        linkable = self.sudo(False)._filtered_access("read").with_env(self.env)
        if finance or is_derived:
            opened = self._oplus_document_opened(orders, moves)
            if finance:
                covers = self._oplus_visibility_grant("read").covers
                linkable = linkable.filtered(
                    # sudo: only facts that decide on the rights of this very user
                    lambda lead: lead in opened or covers(lead.sudo())
                )
            if is_derived:
                linkable |= opened
        return linkable

    def _oplus_document_opened(self, orders, moves):
        """Those that other documents open to finance."""
        if not self:
            return self
        for name, fields in READ.items():
            self.env[name].flush_model(fields)
        given = {
            "leads": self.ids,
            "orders": orders.ids if orders else [],
            "moves": moves.ids if moves else [],
        }
        # raw SQL: documents that the user may not read open an opportunity as well
        rows = self.env.execute_query(SQL(OPENED, **given))
        return self.browse(lead_id for (lead_id,) in rows)

    def _oplus_document_check_linkable(self, orders=None, moves=None):
        """Refuse a link that a user chose."""
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
        named = documents.filtered(lambda one: one[field_name] & hidden.sudo())
        raise AccessError(
            self.env._(
                "You cannot link a document to %(documents)s, because the opportunity"
                " behind is not open to you. It opens with a confirmed order or a"
                " posted invoice. Ask the salesperson to confirm the quotation, or"
                " leave the link out.",
                documents=", ".join(named.mapped("display_name")),
            )
        )

    def _oplus_document_check_leavable(self):
        """Whoever takes an order away changes the opportunity, also where code runs as
        superuser for that user."""
        leads = self.sudo(False)
        if self.env.user._is_internal() and leads - leads._filtered_access("write"):
            raise AccessError(
                self.env._(
                    "Only who may change an opportunity takes an order from it. Ask its"
                    " salesperson."
                )
            )
