# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import fields, models
from odoo.fields import Domain
from odoo.http import request

from ..foundation.access import every_lead, everywhere
from .movers import OPEN

DECLINED = "opportunity_plus_handover_declined"
CLIENT, ARCHIVE = "/web/dataset/", "/res.users/action_archive"


class ResUsers(models.Model):
    """Archiving of users with open opportunities."""

    _inherit = "res.users"

    def action_archive(self):
        """Offer a handover when someone archives users with open opportunities.

        Only the web client offers it: code, jobs and other interfaces archive at once.
        """
        owners = (
            self._oplus_handover_owners() if self._oplus_handover_is_offered() else None
        )
        if owners:
            return self.env["crm.lead.handover.offer"]._handover_open(self, owners)
        return super().action_archive()

    def oplus_action_handover(self):
        """Open a new handover of this user."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_handover_action_new"
        )
        return action | {"context": {"default_user_id": self.id}}

    def _oplus_handover_is_offered(self):
        """Tell whether the archive button of the web client makes this call."""
        if self.env.su or self.env.context.get(DECLINED) or not request:
            return False
        path = request.httprequest.path
        return path.startswith(CLIENT) and path.endswith(ARCHIVE)

    def _oplus_handover_owners(self):
        """Return the active users with open opportunities.

        :raise AccessError: the current user may not archive them
        """
        self.check_access("write")
        leads = every_lead(self.env)  # only owners are returned
        groups = leads._read_group(self._oplus_handover_open(), ["user_id"])
        return self.browse(user.id for (user,) in groups)

    def _oplus_handover_open(self):
        """Return the domain of the open opportunities of those who are active."""
        mine = Domain("user_id", "in", self.filtered("active").ids)
        return OPEN & Domain("type", "=", "opportunity") & mine

    def _oplus_handover_figures(self):
        """Return number and value of the open opportunities of each user.

        Only those that the current user may read, in all companies of that user. The
        value is in the currency of the active company.
        """
        leads = self.env["crm.lead"].with_context(**everywhere(self.env.user))
        if not leads.has_access("read"):
            return {}
        company, today = self.env.company, fields.Date.context_today(self)
        figures = defaultdict(lambda: (0, 0))
        for user, currency, number, amount in leads._read_group(
            self._oplus_handover_open(),
            ["user_id", "company_currency"],
            ["__count", "expected_revenue:sum"],
        ):
            count, value = figures[user]
            value += currency._convert(amount, company.currency_id, company, today)
            figures[user] = (count + number, value)
        return figures
