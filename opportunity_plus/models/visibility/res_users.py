# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.roles import ALL_DOCUMENTS, SALESMAN, SUPERVISOR

LED = {
    "crm.team": ["active", "user_id"],
    "crm.team.member": ["active", "crm_team_id", "user_id"],
}
WHO_IS_LED = """
    SELECT team.id, member.user_id
      FROM crm_team team
 LEFT JOIN crm_team_member member ON member.crm_team_id = team.id AND member.active
     WHERE team.active AND team.user_id = %s
"""
MOST_NAMES = 10


class ResUsers(models.Model):
    _inherit = "res.users"

    oplus_share_ids = fields.One2many(
        "crm.lead.share", "user_id", "Shared Opportunities", groups="base.group_system"
    )

    def _oplus_led(self):
        """Return the active teams that a supervisor leads, and their active members.

        :return: ids of teams, ids of users
        """
        if not self.has_group(SUPERVISOR):
            return set(), set()
        for model, names in LED.items():
            self.env[model].flush_model(names)
        # raw SQL: every search of a supervisor waits for this, and it must also find
        # teams and members that the user may not read
        self.env.cr.execute(SQL(WHO_IS_LED, self.id))
        led = self.env.cr.fetchall()
        return {team for team, _user in led}, {user for _team, user in led if user}

    def _oplus_listed(self):
        """Return the names for a sentence, cut off after ``MOST_NAMES``."""
        names = self.sorted("name").mapped("name")
        rest = len(names) - MOST_NAMES
        if rest > 0:
            names[MOST_NAMES:] = [self.env._("%(count)s more", count=rest)]
        return ", ".join(names)

    # for record rules

    def _oplus_granted(self, operation):
        """Return the domain of the opportunities that the user is granted.

        Odoo would otherwise look up and optimize a computed field at each search.
        """
        return self.env["crm.lead"]._oplus_visibility_domain(operation)

    def _oplus_documents(self, domain):
        """Limit a domain on documents to users with whom documents are shared.

        For all other users, which are most, it is false and costs nothing.
        """
        domain = Domain(domain)

        def is_needed(model):
            grant = model.env["crm.lead"]._oplus_visibility_grant("documents")
            return grant.everything or bool(
                grant.shares and grant.shares.ids(model.env)
            )

        def to_sql(model, alias, query):
            if is_needed(model):
                return domain.optimize_full(model)._to_sql(model, alias, query)
            return SQL("FALSE")

        def predicate(record):
            return is_needed(record) and bool(record.filtered_domain(domain))

        return Domain.custom(to_sql=to_sql, predicate=predicate)

    def _oplus_is_narrowed(self):
        """Tell whether Odoo grants the user too much: unassigned opportunities."""
        return self.has_group(SALESMAN) and not self.has_group(ALL_DOCUMENTS)
