# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache

from ..foundation.blank import check_names
from ..foundation.naming import names


class CrmOpportunityType(models.Model):
    """What kind of business an opportunity is, to start with for a new or an existing
    customer.

    PROPOSAL: a type may be proposed for customers without or with confirmed orders;
    where several are for the same customers, the first of them is.
    """

    _name = "crm.opportunity.type"
    _inherit = ["crm.policy.mixin"]
    _description = "Opportunity Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    proposed_for = fields.Selection(
        [("new", "New customers"), ("existing", "Existing customers")],
        help="New opportunities of these customers get this type unless another one is"
        " chosen. Customers with a confirmed order are existing ones.",
    )

    @api.constrains("name")
    def _check_oplus_name(self):
        """A type has a name that can be read."""
        check_names(self)

    @api.model
    @ormcache()
    def _type_policy(self):
        """Id of the type that is proposed, by kind of customer (``new``,
        ``existing``)."""
        # sudo: cached for everybody; it holds what is proposed to all
        types = self.sudo().search([("proposed_for", "!=", False)])
        return {kind.proposed_for: kind.id for kind in reversed(types)}

    @api.ondelete(at_uninstall=False)
    def _oplus_unlink_except_used(self):
        # sudo: a type is in use wherever it is used, also where the user may not look
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        rules = self.env["crm.big.deal.rule"].sudo().with_context(active_test=False)
        used = leads.search(
            [("opportunity_type_id", "in", self.ids)]
        ).opportunity_type_id | (
            rules.search([("type_ids", "in", self.ids)]).type_ids & self
        )
        if used:
            raise UserError(
                self.env._(
                    "Opportunities or big-deal rules have these types, so they cannot"
                    " be deleted. Archive them instead: %(names)s",
                    names=names(used),
                )
            )
