# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache

from ..foundation.access import used_in
from ..foundation.blank import check_names
from ..foundation.naming import names


class CrmOpportunityType(models.Model):
    """Type of an opportunity, such as new or existing customer.

    A type may be proposed for new customers or for existing ones, who have a confirmed
    order. If several types are proposed for the same customers, the first one is used.
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
        """Refuse a blank name."""
        check_names(self)

    @api.model
    @ormcache()
    def _type_policy(self):
        """Return the ids of proposed types by kind of customer (``new``,
        ``existing``)."""
        # sudo: one cache for all users, who all get the same proposals
        types = self.sudo().search([("proposed_for", "!=", False)])
        return {kind.proposed_for: kind.id for kind in reversed(types)}

    @api.ondelete(at_uninstall=False)
    def _oplus_unlink_except_used(self):
        used = used_in(self, "crm.lead", "opportunity_type_id")
        used |= used_in(self - used, "crm.big.deal.rule", "type_ids")
        used |= used_in(self - used, "crm.lead.revision", "opportunity_type_id")
        if used:
            raise UserError(
                self.env._(
                    "Opportunities, their past in the ledger or big-deal rules use"
                    " these types, so they cannot be deleted. Archive them instead:"
                    " %(names)s",
                    names=names(used),
                )
            )
