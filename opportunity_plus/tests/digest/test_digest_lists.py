# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from lxml import html

from odoo.tools import html2plaintext

from .digest_common import BEFORE, MONDAY, WITHIN, DigestCommon

# links, and the number of opportunities in a list
ADDRESS = re.compile(r'href="([^"]*pipeline-over-time[^"]*)"')


class TestDigestLists(DigestCommon):
    """The lists of a digest, in any language and direction of writing."""

    def _rule(self):
        rules = self.env["crm.big.deal.rule"].with_user(self.admin)
        rules.create(
            {
                "name": "Big",
                "minimum_amount": 9000,
                "minimum_probability": 0,
                "user_ids": [(4, self.supervisor.id)],
            }
        )

    def _body(self, user=None):
        return self._of(user or self.supervisor, self._run()).body

    def _everything(self):
        """Something in each list, and in each line that is easily brought about."""
        self.new.sudo().rotting_threshold_days = 3
        lead, other = self._life()
        with self._at(BEFORE):
            self._rule()
        with self._at(WITHIN):
            big = self._lead(name="Harbour", expected_revenue=9500)
            big.stage_id = self.offer
            self._lead(name="Mill", expected_revenue=20).action_set_lost(
                lost_reason_id=self.too_expensive.id
            )
        return lead, other, big

    def _texts(self, body):
        texts = html.fromstring(body).itertext()
        return [text.strip() for text in texts if re.search(r"[^\W\d_]{2}", text)]

    def test_stalled_slipped_and_big(self):
        self._everything()
        text = html2plaintext(self._body())
        self.assertRegex(text, r"Stalled\s*\(1\)")
        self.assertRegex(text, r"Cold store.*\n*.*New, \d+ days over the target, Agent")
        self.assertRegex(text, r"Slipped to later\s*\(1\)")
        self.assertRegex(text, r"Big deals\s*\(1\)\W*Harbour")
        self.assertRegex(text, r"Offer, expected on [^,]*, Agent\s*\$\s*9,500\.00")

    def test_ten_lines_and_how_many_more(self):
        self.new.sudo().rotting_threshold_days = 3
        with self._at(BEFORE):
            for number in range(13):
                self._lead(name=f"Deal {number:02}", expected_revenue=100 + number)
        text = html2plaintext(self._body())
        self.assertIn("Stalled (13)", " ".join(text.split()))
        # the most valuable first
        named = re.findall(r"Deal \d\d", text)
        self.assertEqual(named, [f"Deal {number:02}" for number in range(12, 2, -1)])
        self.assertIn("And 3 more.", text)

    def test_its_links_to_the_preferences_are_those_of_the_reader(self):
        """Without a number, Odoo proposes a new user."""
        self._life()
        address = f"/odoo/my-preferences/{self.supervisor.id}"
        self.assertIn(f'{address}"', self._body())

    def test_no_remark_on_ten(self):
        self.new.sudo().rotting_threshold_days = 3
        with self._at(BEFORE):
            self._leads(10, expected_revenue=100)
        text = html2plaintext(self._body())
        self.assertIn("Stalled (10)", " ".join(text.split()))
        self.assertNotIn("more.", text)

    def test_right_to_left(self):
        self.env["res.lang"].sudo()._activate_lang("ar_001")
        self.supervisor.sudo().lang = "ar_001"
        self._life()
        page = html.fromstring(self._body())
        self.assertEqual(page.xpath("//@dir"), ["rtl"])
        aligned = page.xpath("//th/@align")
        self.assertEqual(aligned, ["right", "left", "left"])
        # Odoo's own pages follow the style alone
        styles = page.xpath("//th/@style")
        self.assertTrue(styles[0].startswith("text-align: right"))
        manager = html.fromstring(self._of(self.manager, self._digests()).body)
        self.assertEqual(manager.xpath("//@dir"), ["ltr"])
        self.assertEqual(manager.xpath("//th/@align"), ["left", "right", "right"])

    def test_nothing_of_another_language_is_left(self):
        """All texts, but for the names that people have given."""
        self.env["res.lang"].sudo()._activate_lang("vi_VN")
        modules = self.env["ir.module.module"].sudo()
        modules._load_module_terms(["opportunity_plus"], ["vi_VN"], overwrite=True)
        self._everything()
        self.manager.sudo().lang = "vi_VN"
        digests = self._run()
        english = self._texts(self._of(self.admin, digests).body)
        told = self._texts(self._of(self.manager, digests).body)
        self.assertEqual(len(told), len(english))
        names = {self.company.name, "Cold store", "Pump", "Harbour", "Mill"}
        self.assertLessEqual({*english} & {*told}, names)

    def test_each_line_of_the_week_opens_what_it_counts(self):
        self._everything()
        body = self._body(self.manager)
        links = ADDRESS.findall(body)
        moves = [re.search(r"movement=(\w+)$", link)[1] for link in links]
        self.assertEqual(moves[0], "opening")
        self.assertEqual(moves[-1], "closing")
        self.assertLess({"won", "lost", "new", "slipped"}, {*moves})
        self.assertEqual(len({*moves}), len(moves))
        ledger = self.env["crm.lead.revision"].with_user(self.manager)
        with self._at(MONDAY):
            for name in ("won", "lost"):
                asked = ("2026-03-08", "2026-03-15", [])
                found = ledger.bridge_records(*asked, movement=name)
                self.assertEqual(found["count"], 1, name)

    def test_the_companies_of_its_figures_are_in_its_links(self):
        self._life()
        company = self.env["res.company"].sudo()
        abroad = company.create({"name": "Abroad", "currency_id": 1})
        abroad.currency_id = self.company.currency_id
        for user in (self.manager, self.supervisor):
            user.sudo().company_ids = [(4, abroad.id)]
        with self._at(BEFORE):
            lead = self.env["crm.lead"].sudo()
            lead.create(
                {
                    "name": "Quay",
                    "type": "opportunity",
                    "company_id": abroad.id,
                    "user_id": False,
                    "team_id": False,
                    "stage_id": self.offer.id,
                    "expected_revenue": 40,
                    "date_deadline": "2026-03-20",
                }
            )
        digests = self._run()
        body = self._of(self.manager, digests).body
        self.assertIn("1,540.00", html2plaintext(body))
        asked = f"companies={self.company.id}-{abroad.id}&amp;"
        self.assertTrue(all(asked in link for link in ADDRESS.findall(body)))
        # whoever has one company works in it anyway
        admin = self._of(self.admin, digests).body
        self.assertIn("1,500.00", html2plaintext(admin))
        self.assertNotIn("companies=", admin)
        # the page of these companies shows the same
        ledger = self.env["crm.lead.revision"].with_user(self.manager)
        pages = [
            ledger.with_context(allowed_company_ids=ids).bridge_page(
                "2026-03-08", "2026-03-15"
            )["total"]["closing"]["value"]
            for ids in ([self.company.id, abroad.id], self.company.ids)
        ]
        self.assertEqual(pages, [1540, 1500])
