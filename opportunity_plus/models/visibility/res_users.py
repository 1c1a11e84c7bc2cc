# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.fields import Domain
from odoo.http import request
from odoo.tools import SQL

from ..handover.movers import OPEN

SUPERVISOR = "opportunity_plus.group_supervisor"
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
DECLINED = "opportunity_plus_handover_declined"
MOST_NAMES = 10
CLIENT, ARCHIVE = "/web/dataset/", "/res.users/action_archive"


class ResUsers(models.Model):
    _inherit = "res.users"

    opportunity_share_ids = fields.One2many(
        "crm.lead.share", "user_id", groups="base.group_system"
    )

    def _opportunity_led(self):
        """The active teams that a supervisor leads, and their active members.

        :return: ids of teams, ids of users
        """
        if not self.has_group(SUPERVISOR):
            return set(), set()
        for model, names in LED.items():
            self.env[model].flush_model(names)
        # raw SQL: every search of a supervisor waits for this; the structure of the
        # organisation is what decides
        self.env.cr.execute(SQL(WHO_IS_LED, self.id))
        led = self.env.cr.fetchall()
        return {team for team, _user in led}, {user for _team, user in led if user}

    def _oplus_listed(self):
        """Names for a sentence, no more than one reads."""
        names = self.sorted("name").mapped("name")
        rest = len(names) - MOST_NAMES
        if rest > 0:
            names[MOST_NAMES:] = [self.env._("%(count)s more", count=rest)]
        return ", ".join(names)

    # for the record rules of opportunities

    def _opportunity_narrowed(self, operation):
        """All that a user is granted, in place of what Odoo grants; Odoo's own rule
        also shows unassigned opportunities to agents."""
        if not self._opportunity_is_narrowed():
            return Domain.TRUE
        return self.env["crm.lead"]._oplus_visibility_domain(operation)

    def _opportunity_widened(self, operation):
        """What a user is granted beyond what Odoo grants.

        Where a narrowing rule says that already, it is not said twice, since each
        search pays for it; unless somebody has changed that rule.
        """
        if self._opportunity_is_narrowed() and self._opportunity_narrows(operation):
            return Domain.TRUE
        return self.env["crm.lead"]._oplus_visibility_domain(operation)

    def _opportunity_narrows(self, operation):
        """Whether the narrowing rule is as it was made: an administrator may have
        archived, limited or changed it."""
        name = f"opportunity_plus.crm_lead_rule_unassigned_{operation}"
        # sudo: rules are evaluated for everybody
        rule = self.sudo().env.ref(name, raise_if_not_found=False)
        operations = ("create", "unlink") if operation == "role" else (operation,)
        return (
            bool(rule)
            and rule.active
            and not rule.groups
            and rule.domain_force == f'user._opportunity_narrowed("{operation}")'
            and all(rule[f"perm_{name}"] for name in operations)
        )

    def _opportunity_documents(self, domain):
        """A domain on documents by the opportunities whose documents are shared: most
        users have none, and need no further condition."""
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

    def _opportunity_is_narrowed(self):
        return self.has_group("sales_team.group_sale_salesman") and not self.has_group(
            "sales_team.group_sale_salesman_all_leads"
        )

    def action_archive(self):
        """Offer a handover to a person who archives users with open opportunities.

        Only the web client asks: code, jobs and other interfaces archive at once.
        """
        owners = (
            self._oplus_handover_owners() if self._oplus_handover_is_offered() else None
        )
        if owners:
            return self.env["crm.lead.handover.offer"]._handover_open(self, owners)
        return super().action_archive()

    def oplus_action_handover(self):
        """Prepare a handover of this user."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_handover_action_new"
        )
        return action | {"context": {"default_user_id": self.id}}

    def _oplus_handover_is_offered(self):
        """Whether it is the web client's own button that archives."""
        if self.env.su or self.env.context.get(DECLINED) or not request:
            return False
        path = request.httprequest.path
        return path.startswith(CLIENT) and path.endswith(ARCHIVE)

    def _oplus_handover_owners(self):
        """The active users with open opportunities, for who may archive them."""
        self.check_access("write")
        # sudo: that somebody leaves something behind is said to whoever archives him,
        # and nothing of what it is
        groups = (
            self.env["crm.lead"]
            .sudo()
            ._read_group(
                OPEN
                & Domain("type", "=", "opportunity")
                & Domain("user_id", "in", self.filtered("active").ids),
                ["user_id"],
            )
        )
        return self.browse(user.id for (user,) in groups)

    def _oplus_notice_skipped(self, lead):
        """Values of the notice for a user who is not told of an alert."""
        reason = None
        companies = self.company_ids.ids
        reader = lead.with_user(self).with_context(allowed_company_ids=companies)
        if not self.active:
            reason = self.env._("The user is archived.")
        elif not reader.has_access("read"):
            reason = self.env._("The user may not see the opportunity.")
        return {"state": "skipped", "reason": reason} if reason else {}
