# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..foundation.roles import SALESMAN
from ..foundation.transaction import note, take

# note of the transaction: rows of the log that imports have added in this transaction
IMPORTED = "opportunity_plus.imported"


class CrmLeadOpening(models.Model):
    """Collects the rows of an imported list."""

    _inherit = "crm.lead.opening"

    @api.model
    def _opening_last(self):
        """Return the id of the last row that this transaction sees, 0 without rows."""
        return self._system_search([], order="id DESC", limit=1).id or 0

    @api.model
    def _opening_imported(self, last):
        """Collect the rows that an import has added after the row ``last``, for the end
        of the transaction: a test import is rolled back before."""
        domain = [
            ("id", ">", last),
            ("door", "=", "import"),
            ("run_id", "=", False),
            ("author_id", "=", self.env.uid),
        ]
        rows = self._system_search(domain)
        if "opened" not in rows.mapped("state"):
            return
        settle = self.env["crm.lead.opening.run"]._opening_settle_imports
        # of the context, only the companies are kept
        env = self._opening_clean().env
        note(self.env, IMPORTED, dict, settle).setdefault(env, set()).update(rows.ids)


class CrmLeadOpeningRun(models.Model):
    """Receipt of an imported list, and the message to the importer."""

    _inherit = "crm.lead.opening.run"

    def _opening_settle_imports(self):
        for env, ids in (take(self.env, IMPORTED) or {}).items():
            # sudo: importers without a role in Sales get a receipt as well
            runs = env[self._name].sudo()
            rows = runs.env["crm.lead.opening"].browse(ids).exists()
            if rows:
                run = runs._opening_create_import("done")
                companies = rows.company_id & env.companies
                run._system_write(run._opening_companies(companies | env.company))
                rows._system_write({"run_id": run.id})
                run._opening_tell_importer()

    def _opening_tell_importer(self):
        """Send the result to the user who imported the list, once."""
        states = self._opening_lines().mapped("state")
        number, user = states.count("opened"), self.create_uid
        if not number:
            return
        run = self.with_context(lang=user.lang)
        body = run.env["ir.qweb"]._render(
            "opportunity_plus.opening_import_message",
            {
                "number": number,
                "skipped": states.count("skipped"),
                "link": user.has_group(SALESMAN)
                and f"/odoo/crm.lead.opening.run/{run.id}",
            },
            minimal_qcontext=True,
        )
        run.env["mail.thread"].message_notify(
            author_id=run.env.ref("base.partner_root").id,
            subject=run._opening_import_subject(number),
            body=body,
            partner_ids=user.partner_id.ids,
            email_layout_xmlid="mail.mail_notification_light",
        )

    def _opening_import_subject(self, number):
        if number == 1:
            return self.env._("1 opportunity opened")
        return self.env._("%(count)s opportunities opened", count=number)
