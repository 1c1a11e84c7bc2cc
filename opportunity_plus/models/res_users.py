# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import fields, models
from odoo.fields import Domain
from odoo.http import request
from odoo.tools import SQL

from .crm_lead.grant import NOTHING
from .crm_lead_handover.movers import OPEN

SUPERVISOR = "opportunity_plus.group_supervisor"
FACTS = {
    "crm.lead.share": [
        *("lead_id", "user_id", "access", "date_end", "include_documents")
    ],
    "crm.team": ["active", "user_id"],
    "res.company": ["opportunity_agents_see_unassigned"],
    "crm.team.member": ["active", "crm_team_id", "user_id"],
}
SHARED = """
    SELECT access, lead_id, date_end, include_documents
      FROM crm_lead_share WHERE user_id = %(user)s
     UNION ALL
    SELECT 'company', id, NULL, FALSE
      FROM res_company WHERE opportunity_agents_see_unassigned
"""
LED = """
     UNION ALL
    SELECT 'team', id, NULL, FALSE
      FROM crm_team WHERE active AND user_id = %(user)s
     UNION ALL
    SELECT 'member', member.user_id, NULL, FALSE
      FROM crm_team team JOIN crm_team_member member ON member.crm_team_id = team.id
     WHERE team.active AND member.active AND team.user_id = %(user)s
"""
DECLINED = "opportunity_plus_handover_declined"
CLIENT, ARCHIVE = "/web/dataset/", "/res.users/action_archive"


class ResUsers(models.Model):
    _inherit = "res.users"

    opportunity_share_ids = fields.One2many(
        "crm.lead.share", "user_id", groups="base.group_system"
    )

    def _opportunity_facts(self):
        """What decides on the visibility of opportunities for a user.

        :return: ids by kind: ``team`` and ``member`` are the active teams that a
            supervisor leads and their active members, ``read``, ``write`` and
            ``documents`` the opportunities that are shared with the user today,
            ``company`` the companies whose agents see unassigned opportunities
        """
        self.ensure_one()
        for model, names in FACTS.items():
            self.env[model].flush_model(names)
        # raw SQL: every search waits for this, so it is one statement instead of five,
        # and a short one for the many who lead nobody
        query = SHARED + LED if self.has_group(SUPERVISOR) else SHARED
        self.env.cr.execute(SQL(query, user=self.id))
        facts = defaultdict(set)
        for kind, id_, date_end, with_documents in self.env.cr.fetchall():
            if not date_end or date_end >= self._opportunity_today():
                facts[kind].add(id_)
                if with_documents:
                    facts["documents"].add(id_)
        facts["read"] |= facts["write"]
        return facts

    # for the record rules of opportunities

    def _opportunity_narrowed(self, operation):
        """All that a user is granted, in place of what Odoo grants; Odoo's own rule
        also shows unassigned opportunities to agents."""
        if not self._opportunity_is_narrowed():
            return Domain.TRUE
        return self.env["crm.lead"]._visibility_domain(operation)

    def _opportunity_widened(self, operation):
        """What a user is granted beyond what Odoo grants.

        Where a narrowing rule says that already, it is not said twice, since each
        search pays for it; unless somebody has changed that rule.
        """
        if self._opportunity_is_narrowed() and self._opportunity_narrows(operation):
            return Domain.TRUE
        return self.env["crm.lead"]._visibility_domain(operation)

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
            grant = model.env["crm.lead"]._visibility_grant("documents")
            return grant != NOTHING

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

    def _opportunity_today(self):
        """Today in the user's own time zone, not in one that a caller names."""
        zone = self.sudo().tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))

    def action_archive(self):
        """Offer a handover to a person who archives users with open opportunities.

        Only the web client asks: code, jobs and other interfaces archive at once.
        """
        owners = self._handover_owners() if self._handover_is_offered() else None
        if owners:
            return self.env["crm.lead.handover.offer"]._handover_open(self, owners)
        return super().action_archive()

    def action_handover(self):
        """Prepare a handover of this user."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_handover_action_new"
        )
        return action | {"context": {"default_user_id": self.id}}

    def _handover_is_offered(self):
        """Whether it is the web client's own button that archives."""
        if self.env.su or self.env.context.get(DECLINED) or not request:
            return False
        path = request.httprequest.path
        return path.startswith(CLIENT) and path.endswith(ARCHIVE)

    def _handover_owners(self):
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

    def _notice_skipped(self, lead):
        """Values of the notice for a user who is not told of an alert."""
        reason = None
        companies = self.company_ids.ids
        reader = lead.with_user(self).with_context(allowed_company_ids=companies)
        if not self.active:
            reason = self.env._("The user is archived.")
        elif not reader.has_access("read"):
            reason = self.env._("The user may not see the opportunity.")
        return {"state": "skipped", "reason": reason} if reason else {}
