# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from ..common import OpportunityPlusCommon


class FirstHourCommon(OpportunityPlusCommon):
    """The page *First Hour* as the administrator sees it."""

    def _page(self, user=None):
        self.env.invalidate_all()
        pages = self.env["crm.first.hour"].with_user(user or self.admin)
        action = pages.action_first_hour()
        return pages.env[action["res_model"]].browse(action["res_id"])

    def _records(self, page, name):
        action = page.with_context(figure=name).action_open()
        found = self.env[action["res_model"]].with_user(self.admin)
        # as the screen gets it
        return found.search(json.loads(json.dumps(action["domain"])))

    def _counted(self, *names):
        page = self._page()
        return [page[f"{name}_count"] for name in names]

    def assertAdded(self, added, change):
        """Check by how much figures grow, and that the others do not."""
        names = [*self._page()._figures()]
        before = dict(zip(names, self._counted(*names), strict=True))
        change()
        self._end_transaction()
        after = dict(zip(names, self._counted(*names), strict=True))
        grown = {name: after[name] - before[name] for name in names}
        self.assertEqual({name: by for name, by in grown.items() if by}, added)
