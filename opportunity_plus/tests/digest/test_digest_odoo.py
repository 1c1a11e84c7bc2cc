# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import importlib.util
from pathlib import Path

from odoo.tools.convert import convert_file

from .digest_common import DigestCommon

SCRIPT = Path(__file__).parents[2] / "migrations/19.0.6.0.0/post-digest.py"
FIGURES = [f"kpi_oplus_{name}" for name in ("pipeline", "weighted", "won")]


class TestOdooDigestKept(DigestCommon):
    """Three figures more in Odoo's own digest, where it is still there."""

    def setUp(self):
        super().setUp()
        self.digest = self.env.ref("digest.digest_digest_default").sudo()

    def _shown(self):
        self.digest.invalidate_recordset()
        return [self.digest[name] for name in FIGURES]

    def _update(self):
        spec = importlib.util.spec_from_file_location("script", SCRIPT)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.5.0.0")

    def _forget(self):
        self.env.flush_all()
        columns = ", ".join(f"{name} = NULL" for name in FIGURES)
        self.env.cr.execute(f"UPDATE digest_digest SET {columns}")

    def test_a_deleted_digest_stops_no_installation(self):
        self.assertEqual(self._shown(), [True] * 3)
        self.digest.unlink()
        for mode in ("init", "update"):
            env = self.env(su=True, context={})
            convert_file(
                env, "opportunity_plus", "data/digest/digest_data.xml", {}, mode
            )
        self.assertFalse(
            self.env.ref("digest.digest_digest_default", raise_if_not_found=False)
        )
        self._update()

    def test_an_update_shows_what_nobody_has_decided_about(self):
        self._forget()
        self.assertEqual(self._shown(), [False] * 3)
        self._update()
        self.assertEqual(self._shown(), [True] * 3)

    def test_an_update_leaves_decisions(self):
        for decided in ([False] * 3, [False, True, False]):
            self.digest.write(dict.fromkeys(FIGURES, True))
            self.digest.write(dict(zip(FIGURES, decided, strict=True)))
            self.env.flush_all()
            self._update()
            self.assertEqual(self._shown(), decided)
        # one figure that somebody has switched off is a decision about all of them
        self._forget()
        self.env.cr.execute("UPDATE digest_digest SET kpi_oplus_won = FALSE")
        self._update()
        self.assertEqual(self._shown(), [False] * 3)
