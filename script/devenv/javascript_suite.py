"""Odoo's tests in JavaScript of one module, in a browser, as ``web`` runs those of all.

The environment names the module.
"""

import os

from odoo.tests import HttpCase, tagged

# not its classes: pytest would run them as well
from odoo.addons.web.tests import test_js


@tagged("post_install", "-at_install")
class JavaScript(HttpCase):
    def test_desktop(self):
        suite = f"@{os.environ['SUITE_MODULE']}"
        identifier = test_js.HOOTCommon._generate_hash(self, suite)
        with self.assertLogs(self._logger.getChild("browser"), "INFO") as console:
            self.browser_js(
                "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
                f"&id={identifier}",
                "",
                "",
                login="admin",
                timeout=600,
                success_signal="[HOOT] Test suite succeeded",
                error_checker=test_js.unit_test_error_checker,
            )
        # a suite that is not found succeeds as well
        self.assertRegex("\n".join(console.output), "Passed [1-9]")
