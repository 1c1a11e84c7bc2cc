# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain

from ..foundation.roles import ADMIN, ALL_DOCUMENTS, FINANCE, SALESMAN, SUPERVISOR


class CrmFirstHour(models.Model):
    """Who has which role in the company, and who gets the weekly digest."""

    _inherit = "crm.first.hour"

    def _figures(self):
        users = {**self._figures_roles(), "digest": self._figures_readers()}
        figures = {
            name: ("res.users", Domain("id", "in", found.ids))
            for name, found in users.items()
        }
        return super()._figures() | figures

    def _figures_roles(self):
        """Return the users of each role; a user counts with the widest one."""
        agents, supervisors, everything, admins, finance = map(
            self._figures_group, (SALESMAN, SUPERVISOR, ALL_DOCUMENTS, ADMIN, FINANCE)
        )
        return {
            "agent": agents - supervisors,
            "supervisor": supervisors - everything,
            "everything": everything - admins,
            "admin": admins,
            "finance": finance,
        }

    def _figures_group(self, group):
        groups = Domain("all_group_ids", "in", self.env.ref(group).ids)
        return self._figures_users(groups)

    def _figures_readers(self):
        here = Domain("company_id", "=", self.company_id.id)
        return self._figures_users(self.env["res.users"]._oplus_digest_readers() & here)

    def _figures_users(self, domain):
        """Return the internal users of the company who match."""
        domain &= Domain("share", "=", False)
        domain &= Domain("company_ids", "in", self.company_id.ids)
        # sudo: sales administrators may not read the groups of users
        return self.env["res.users"].sudo().search(domain)
