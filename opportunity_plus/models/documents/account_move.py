# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..foundation.access import allowed, leads_of
from ..visibility.visible_list import search_visible
from .joined_link import JoinedMany2many


class AccountMove(models.Model):
    """Invoices and credit notes, with the opportunities they belong to.

    These are the opportunities of the invoiced orders, those of the reversed invoice,
    and the one the document was created for, lost and archived ones included. They are
    stored, because record rules and reports search them.
    """

    _inherit = "account.move"

    oplus_origin_id = fields.Many2one(
        "crm.lead",
        "Created for Opportunity",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
    opportunity_ids = JoinedMany2many(
        "crm.lead",
        "account_move_opportunity_rel",
        "move_id",
        "lead_id",
        string="Opportunities",
        context={"active_test": False},
        compute="_compute_opportunity_ids",
        search=search_visible("opportunity_ids"),
        store=True,
        recursive=True,
        copy=False,
    )
    opportunity_id = fields.Many2one(
        "crm.lead",
        compute="_compute_opportunity_id",
        inverse="_inverse_opportunity_id",
        store=True,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        check_company=True,
        domain="[('type', '=', 'opportunity'),"
        " ('company_id', 'in', (company_id, False))]",
        help="The opportunity this document was created for, or the only one of its"
        " orders.",
    )
    # most documents belong to one opportunity, so the amounts need not read their lines
    oplus_is_opportunity_divided = fields.Boolean(
        compute="_compute_opportunity_ids",
        store=True,
        copy=False,
        export_string_translation=False,
    )
    oplus_opportunity_count = fields.Integer(
        "Opportunity Count", compute="_compute_oplus_opportunity_count"
    )

    # for the amounts of opportunities: few documents are unpaid or divided
    _opportunity_open_idx = models.Index(
        "(id) WHERE amount_residual_signed != 0"
        " AND move_type IN ('out_invoice', 'out_refund')"
    )
    _opportunity_divided_idx = models.Index(
        "(id) WHERE oplus_is_opportunity_divided IS TRUE"
    )

    @api.depends(
        "oplus_origin_id",
        "line_ids.sale_line_ids.order_id.opportunity_id",
        "reversed_entry_id.opportunity_ids",
        "reversed_entry_id.oplus_origin_id",
    )
    def _compute_opportunity_ids(self):
        for move in self:
            orders = move.line_ids.sale_line_ids.order_id
            move.opportunity_ids = move._oplus_document_shown(
                move.oplus_origin_id
                | orders.opportunity_id
                | move.reversed_entry_id.opportunity_ids
            )
            # lines of an order without opportunity belong to the origin of the document
            # or of what it reverses, else to none
            owners = set(move.opportunity_ids)
            if owners and not move._oplus_document_origin():
                owners.update(order.opportunity_id for order in orders)
            move.oplus_is_opportunity_divided = len(owners) > 1
        self.env["crm.lead"]._oplus_visibility_forget()

    def _oplus_document_shown(self, leads):
        """Leave out of an unsaved form the opportunities that its user may not read,
        unless the saved document has them. What is saved belongs to all of them."""
        if self.id or not leads:
            return leads
        linked = leads_of(allowed(self._origin), "opportunity_ids")
        return leads._origin & (allowed(leads._origin) | linked)

    @api.depends("oplus_origin_id", "opportunity_ids")
    def _compute_opportunity_id(self):
        for move in self:
            only = move.opportunity_ids if len(move.opportunity_ids) == 1 else False
            move.opportunity_id = move.oplus_origin_id or only

    def _inverse_opportunity_id(self):
        """Store the choice, if the user may link the document to that opportunity."""
        # opportunities that the user may not open are linked already, too
        added = self.env["crm.lead"].union(
            *(move.opportunity_id - leads_of(move, "opportunity_ids") for move in self)
        )
        added._oplus_document_check_linkable()
        for lead, moves in self.grouped("opportunity_id").items():
            moves._oplus_document_set_origin(lead)
        # an empty choice leaves the one of the orders or of the reversed invoice
        self.env.add_to_compute(self._fields["opportunity_id"], self)

    def _oplus_check_reversed(self):
        """Refuse a credit note that would show finance users a hidden opportunity."""
        # sudo: the check below decides whether the user may read the opportunities
        reversed_moves = self.sudo().reversed_entry_id
        if reversed_moves.opportunity_ids:
            leads = self.env["crm.lead"]
            leads._oplus_document_check_derived(reversed_moves, "opportunity_ids", self)

    def _oplus_document_set_origin(self, lead):
        # past ``write`` of this class, which refuses this field
        # pylint: disable=super-method-mismatch
        return super().write({"oplus_origin_id": lead.id})

    def _compute_payment_count(self):
        """Count none for salespeople: they open the form but may not read payments."""
        if self.env["account.payment"].has_access("read"):
            return super()._compute_payment_count()
        self.payment_count = 0
        return None

    @api.depends("opportunity_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_opportunity_count(self):
        readable = allowed(leads_of(self, "opportunity_ids"))
        for move in self:
            leads = leads_of(move, "opportunity_ids") & readable
            move.oplus_opportunity_count = len(leads)

    @api.model_create_multi
    def create(self, vals_list):
        self._oplus_document_refuse_written(vals_list)
        moves = super().create(vals_list)
        moves._oplus_check_reversed()
        return moves

    def write(self, vals):
        self._oplus_document_refuse_written([vals])
        result = super().write(vals)
        if "reversed_entry_id" in vals:
            self._oplus_check_reversed()
        return result

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        self._oplus_document_refuse_written([values])
        return values

    def _oplus_document_refuse_written(self, vals_list):
        """Refuse computed fields, also from code that runs as superuser: they follow
        from orders, reversals and the chosen opportunity."""
        computed = {
            "opportunity_ids",
            "oplus_origin_id",
            "oplus_is_opportunity_divided",
        }
        if any(vals.keys() & computed for vals in vals_list):
            raise AccessError(
                self.env._(
                    "The opportunities of a document follow from its orders. Choose the"
                    " opportunity that it was created for instead."
                )
            )

    def oplus_action_view_opportunities(self):
        """Open the opportunities of this document that the user may read."""
        self.ensure_one()
        return self.opportunity_ids._oplus_document_action_opportunities()
