# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from urllib.parse import parse_qsl, urlsplit

from lxml import html

from odoo.exceptions import AccessError, UserError

from .digest_common import BEFORE, MONDAY, WITHIN, DigestCommon


class TestDigestMore(DigestCommon):
    """What a digest leaves out of a list is behind a link to the whole list."""

    def _link(self, user, digests):
        """What the links behind *And … more.* ask for, by the name of the list."""
        page = html.fromstring(self._of(user, digests).body)
        found = page.xpath("//a[contains(., 'more.')]/@href")
        links = [urlsplit(address) for address in found]
        self.assertEqual({link.path for link in links}, {"/odoo/digest-list"})
        asked = [dict(parse_qsl(link.query)) for link in links]
        return {one["list"]: one for one in asked}

    def _follow(self, user, asked):
        """The opportunities of the list that a link opens."""
        asked = dict(asked)
        digests = self.env["crm.pipeline.digest"].with_user(user)
        days = [asked[name] for name in ("from", "to") if name in asked]
        action = digests.digest_list(asked["list"], *days)
        leads = self.env["crm.lead"].with_user(user).with_context(**action["context"])
        return leads.search(json.loads(json.dumps(action["domain"])))

    def _many(self, team, user, count=12):
        values = {"team_id": team.id, "user_id": user.id, "type": "opportunity"}
        return (
            self.env["crm.lead"]
            .sudo()
            .create(
                [
                    {
                        "name": f"{team.name} {number}",
                        "stage_id": self.new.id,
                        "expected_revenue": 100 + number,
                        "date_deadline": "2026-03-20",
                        **values,
                    }
                    for number in range(count)
                ]
            )
        )

    def test_each_list_opens_as_a_whole(self):
        self.new.sudo().rotting_threshold_days = 3
        rules = self.env["crm.big.deal.rule"].with_user(self.admin)
        told = [(4, self.admin.id)]
        rules.create({"name": "Big", "minimum_amount": 90, "user_ids": told})
        with self._at(BEFORE):
            ours = self._many(self.north, self.agent)
            theirs = self._many(self.south, self.colleague)
        with self._at(WITHIN):
            (ours | theirs).date_deadline = "2026-04-20"
            ours[0].action_set_lost(lost_reason_id=self.too_expensive.id)
        digests = self._run()
        with self._at(MONDAY):
            for user, expected in (
                (self.supervisor, ours[1:]),
                (self.manager, ours[1:] | theirs),
            ):
                links = self._link(user, digests)
                self.assertEqual({*links}, {"stalled", "slipped", "big"})
                for name, asked in links.items():
                    self.assertEqual(self._follow(user, asked), expected, name)

    def test_it_is_opened_in_the_companies_of_the_digest(self):
        self.new.sudo().rotting_threshold_days = 3
        abroad = self.env["res.company"].sudo().create({"name": "Abroad"})
        self.manager.sudo().company_ids = [(4, abroad.id)]
        with self._at(BEFORE):
            self._many(self.north, self.agent)
        digests = self._run()
        asked = self._link(self.manager, digests)["stalled"]
        self.assertEqual(asked["companies"], f"{self.company.id}-{abroad.id}")
        self.assertNotIn("companies", self._link(self.admin, digests)["stalled"])

    def test_others_and_other_lists(self):
        with self._at(BEFORE):
            self._many(self.north, self.agent)
        digests = self.env["crm.pipeline.digest"]
        for name in ("", "x", None, ["stalled"], {"stalled": 1}, 1):
            with self.assertRaisesRegex(UserError, "no such list"):
                digests.with_user(self.manager).digest_list(name)
        for days in ((), ("x", "y"), (None, "2026-03-15"), ([1], 2)):
            with self.assertRaises(UserError):
                digests.with_user(self.manager).digest_list("slipped", *days)
        week = ("2026-03-08", "2026-03-15")
        with self.assertRaises(AccessError):
            digests.with_user(self.outsider).digest_list("slipped", *week)
        # who gets no digest finds nothing in it
        asked = {"list": "stalled"}
        self.assertFalse(self._follow(self.agent, asked))
