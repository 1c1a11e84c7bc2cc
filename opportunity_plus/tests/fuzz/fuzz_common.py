# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import suppress
from datetime import date, timedelta

from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..hostile_calls_common import HostileCallsCommon
from . import targets
from .judge import Judge
from .wizards import dialogs, make, may_make

# in all that an opportunity out of sight holds, the first with its number; no answer
# has them by chance
CANARY = "Qanarie"
AMOUNT = 7316042.17
TOLD = ["name", "partner_name", "contact_name", "description", "email_from", "phone"]
WORDS = [
    *("won", "lost", "stage_id", "user_id", "month", "net", "gross", "call", "asc"),
    *("kanban", "form", "list", "search", "Talked", CANARY.lower(), "id desc", "name"),
]


@tagged("post_install", "-at_install", "opportunity_plus")
class FuzzCommon(HostileCallsCommon):
    """An organisation whose callers know the ids of what they must not see."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls._user("portal", "base.group_portal")
        cls.callers = {
            "agent": cls.agent,
            "supervisor": cls.supervisor,
            "finance": cls.finance,
            "employee": cls.outsider,
            "portal": cls.portal,
        }
        cls.system = cls.env(user=SUPERUSER_ID, su=True)
        test = cls()
        cls.secrets = test._secrets()
        test._pointing()
        test._dialogs()
        test._end_transaction()
        cls.env.invalidate_all()
        cls.hidden = {name: cls._hidden_from(u) for name, u in cls.callers.items()}
        cls.keys, cls.words = targets.context_keys(), WORDS
        cls.judge, cls.known, cls.unseen = Judge(cls.system), {}, {}

    @classmethod
    def _hidden_from(cls, user):
        return cls.secrets.filtered(lambda s: not s.with_user(user).has_access("read"))

    def _secrets(self):
        """Opportunities of others: of a team, of nobody, of a company, lost."""
        leads = self.env["crm.lead"].with_env(self.system)
        company = self.system["res.company"].create({"name": "Elsewhere"})
        ways = (
            {"user_id": self.colleague.id, "team_id": self.south.id},
            {"user_id": False, "team_id": self.south.id},
            {"user_id": False, "team_id": False, "company_id": company.id},
            {"user_id": self.colleague.id, "team_id": self.south.id},
        )
        secrets = leads.create(
            [
                {
                    **dict.fromkeys(TOLD, f"{CANARY} {number}"),
                    "type": "opportunity",
                    "expected_revenue": AMOUNT,
                    "stage_id": self.new.id,
                    "product_line_ids": [
                        Command.create(
                            {"name": f"{CANARY} {number}", "price_unit": AMOUNT}
                        )
                    ],
                    **vals,
                }
                for number, vals in enumerate(ways)
            ]
        )
        secrets[3].action_set_lost(
            lost_reason_id=self.too_expensive.id, lost_note=f"{CANARY} 3"
        )
        self._end_transaction()
        return secrets

    def _pointing(self):
        """What others own and points to the secrets."""
        first = self.secrets[0]
        text = f"{CANARY} 0"
        first.message_post(body=text, subject=text)
        share = self.system["crm.lead.share"].create(
            {"lead_id": first.id, "user_id": self.agent.id}
        )
        share.flush_recordset()
        query = "UPDATE crm_lead_share SET date_end = '2026-01-01' WHERE id = %s"
        self.env.cr.execute(query, share.ids)
        for user in (self.agent, self.supervisor, self.outsider):
            self._order(first, user_id=user.id)
            self.system["calendar.event"].create(
                {
                    "name": "Visit",
                    "start": "2026-12-01 09:00",
                    "stop": "2026-12-01 10:00",
                    "opportunity_id": first.id,
                    "partner_ids": [Command.link(user.partner_id.id)],
                    "user_id": user.id,
                }
            )
            first.with_context(mail_activity_quick_update=True).activity_schedule(
                "mail.mail_activity_data_call", summary=text, user_id=self.agent.id
            ).user_id = user
        first.action_snooze(date.today() + timedelta(99), text)

    def _dialogs(self):
        """Dialogs of callers and of others, also about what their users do not see."""
        lead = self.records["crm.lead"]
        told = lead | self.secrets[0] | self.secrets[3]
        for user in (*self.callers.values(), self.colleague, self.admin):
            text = "Waits" if user in self.callers.values() else f"{CANARY} 0"
            for leads in (lead, told):
                values = dialogs(self, leads, text)
                may = {m: v for m, v in values.items() if may_make(self, user, m)}
                make(self, user, may)

    # what arguments are made of

    @classmethod
    def ids_of(cls, model):
        """Ids of a model: of what callers see and of what they do not."""
        if model not in cls.known:
            cls.known[model] = cls._some_ids(cls.system[model])
        return cls.known[model]

    @classmethod
    def _some_ids(cls, records):
        if records._abstract:
            return []
        if records._transient:
            return records.search([]).ids
        known = cls.records.get(records._name, records.browse()).ids
        if records._name == "crm.lead":
            known += cls.secrets.ids
        everything = records.with_context(active_test=False)
        found = records.browse()
        with suppress(UserError):  # of models that do not search for all
            found = everything.search([], limit=12)
            found |= everything.search([], order="id desc", limit=8)
        return [*dict.fromkeys([*known, *found.ids])]

    @classmethod
    def sought(cls):
        """What a search looks for: also what only the secrets hold."""
        return [CANARY, f"{CANARY}%", 7_000_000, *cls.secrets.ids]
