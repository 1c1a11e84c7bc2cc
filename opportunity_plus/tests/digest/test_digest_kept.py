# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import HttpCase

from .digest_common import MONDAY, DigestCommon


class TestDigestKept(DigestCommon):
    def test_visible_to_its_reader_and_admins(self):
        self._life()
        self._run()
        digests = self.env["crm.pipeline.digest"]
        self.assertEqual(
            digests.with_user(self.supervisor).search([]).user_id, self.supervisor
        )
        self.assertEqual(
            digests.with_user(self.manager).search([]).user_id, self.manager
        )
        self.assertEqual(digests.with_user(self.admin).search([]).user_id, self.readers)
        self.assertFalse(digests.with_user(self.agent).search([]))

    def test_who_works_in_all_companies_that_it_tells_of_sees_it(self):
        """Also later, when its reader works in fewer, or one of them is archived."""
        reader, digests = self.manager, self.env["crm.pipeline.digest"]
        abroad = self.env["res.company"].sudo().create({"name": "Abroad"})
        reader.sudo().company_ids += abroad
        self._life()
        self._run()

        def seen():
            self.env.flush_all()
            self.env.transaction.reset()  # it remembers the companies of its users
            return reader in digests.with_user(self.admin).search([]).user_id

        self.assertFalse(seen())
        reader.sudo().company_ids -= abroad
        self.assertFalse(seen())
        self.admin.sudo().company_ids += abroad
        self.assertTrue(seen())
        abroad.active = False
        self.assertFalse(seen())
        self.assertIn(reader, digests.with_user(reader).search([]).user_id)

    def test_kept_as_sent(self):
        self._life()
        digest = self._of(self.admin, self._run()).with_user(self.admin)
        with self.assertRaises(AccessError):
            digest.body = "Nothing"
        with self.assertRaises(AccessError):
            digest.unlink()
        with self.assertRaises(AccessError):
            digest.copy()
        with self.assertRaises(AccessError):
            digest.sudo().subject = "Nothing"

    def test_preview(self):
        self._life()
        with self._at(MONDAY):
            preview = self.env["crm.pipeline.digest.preview"].with_user(self.admin)
            preview = preview.create({})
            body = preview.body
            self.assertIn("Cold store", body)
            preview.action_send()
        mails = self.env["mail.mail"].sudo().search([("state", "=", "outgoing")])
        self.assertTrue(mails.filtered(lambda mail: mail.body_html == body))
        self.assertFalse(self._digests())
        with self.assertRaises(AccessError):
            self.env["crm.pipeline.digest.preview"].with_user(self.manager).create({})


class TestOdooDigest(DigestCommon):
    def test_figures(self):
        self._life()
        digest = (
            self.env["digest.digest"]
            .sudo()
            .create(
                {
                    "name": "Weekly",
                    "company_id": self.company.id,
                    "kpi_oplus_pipeline": True,
                    "kpi_oplus_weighted": True,
                    "kpi_oplus_won": True,
                }
            )
        )
        with self._at("2026-03-12T09:00"):
            found = {
                kpi["kpi_name"]: kpi["kpi_col2"]["value"]
                for kpi in digest._compute_kpis(self.company, self.manager.sudo())
            }
            names = {
                kpi["kpi_name"]
                for kpi in digest._compute_kpis(self.company, self.outsider.sudo())
            }
        self.assertIn("1.5k", found["kpi_oplus_pipeline"])
        self.assertIn("750", found["kpi_oplus_weighted"])
        self.assertIn("300", found["kpi_oplus_won"])
        self.assertFalse(names)


class TestDigestLinks(DigestCommon, HttpCase):
    def test_stop_and_start(self):
        user = self.supervisor.sudo()
        stop = user._oplus_digest_address("stop").replace(user.get_base_url(), "")
        start = user._oplus_digest_address("start").replace(user.get_base_url(), "")
        self.assertIn("is stopped", self._press(stop, "Stop It"))
        user.invalidate_recordset()
        self.assertFalse(user.oplus_pipeline_digest)
        self.assertIn("is on", self._press(start, "Start It Again"))
        user.invalidate_recordset()
        self.assertTrue(user.oplus_pipeline_digest)
        # a mail program posts for its own button
        response = self.url_open(stop, data={"List-Unsubscribe": "One-Click"})
        self.assertEqual(response.status_code, 200)
        user.invalidate_recordset()
        self.assertFalse(user.oplus_pipeline_digest)

    def _press(self, path, label):
        """Open a page and press its only button; return the page that comes."""
        page = html.fromstring(self.url_open(path).content)
        (form,) = page.xpath("//form[@method='post']")
        self.assertEqual(form.xpath("string(.//button)").strip(), label)
        address = form.get("action").replace(self.supervisor.get_base_url(), "")
        return self.url_open(address, data={"pressed": "1"}).text

    def test_whoever_only_looks_at_a_link_changes_nothing(self):
        """Programs that check mails open each link in them."""
        user = self.supervisor.sudo()
        base = user.get_base_url()
        for is_on in (True, False):
            user.oplus_pipeline_digest = is_on
            self.env.flush_all()
            for what in ("stop", "start"):
                path = user._oplus_digest_address(what).replace(base, "")
                for method in ("GET", "HEAD"):
                    self.assertEqual(
                        self.url_open(path, method=method).status_code, 200
                    )
                    user.invalidate_recordset()
                    self.assertEqual(user.oplus_pipeline_digest, is_on)

    def test_wrong_links(self):
        user, other = self.supervisor.sudo(), self.manager.sudo()
        for path in (
            f"{user.id}/stop",
            f"{user.id}/stop?token=",
            f"{user.id}/stop?token=%C3%A9",
            f"{user.id}/stop?token={other._oplus_digest_token()}",
            f"{user.id}/erase?token={user._oplus_digest_token()}",
            f"0/stop?token={user._oplus_digest_token()}",
        ):
            with self.subTest(path):
                for data in (None, {"pressed": "1"}):
                    address = f"/opportunity_plus/digest/{path}"
                    response = self.url_open(address, data=data)
                    self.assertEqual(response.status_code, 404)
        user.invalidate_recordset()
        self.assertTrue(user.oplus_pipeline_digest)
