# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

# rows of the log that an import has left in this transaction
IMPORTED = "opportunity_plus.imported"


class CrmLeadOpening(models.Model):
    """Which rows belong to an imported list."""

    _inherit = "crm.lead.opening"

    @api.model
    def _opening_last(self):
        """Id of the last row that this transaction sees."""
        # sudo: a number, of rows that the user need not see
        return self.sudo().search([], order="id DESC", limit=1).id or 0

    @api.model
    def _opening_imported(self, last):
        """Note what an import has opened since a row, for the end of the transaction:
        a tested import is rolled back after this."""
        domain = [
            ("id", ">", last),
            ("door", "=", "import"),
            ("run_id", "=", False),
            ("author_id", "=", self.env.uid),
        ]
        # sudo: what this very import has left, for whomever
        rows = self.sudo().search(domain)
        if "opened" not in rows.mapped("state"):
            return
        precommit = self.env.cr.precommit
        if IMPORTED not in precommit.data:
            precommit.data[IMPORTED] = {}
            run = self.env["crm.lead.opening.run"]
            precommit.add(run._opening_settle_imports)
        # the companies of the request; nothing else of its context counts
        env = self._opening_clean().env
        precommit.data[IMPORTED].setdefault(env, set()).update(rows.ids)


class CrmLeadOpeningRun(models.Model):
    """What an imported list has opened: a receipt, and a message to the importer."""

    _inherit = "crm.lead.opening.run"

    def _opening_settle_imports(self):
        imported = self.env.cr.precommit.data.pop(IMPORTED, {})
        for env, ids in imported.items():
            rows = env["crm.lead.opening"].sudo().browse(ids).exists()
            if rows:
                # sudo: a receipt for whoever imports, also without a pipeline
                run = env[self._name].sudo()._opening_create_import("done")
                companies = rows.company_id & env.companies
                run._system_write(run._opening_companies(companies | env.company))
                rows._system_write({"run_id": run.id})
                run._opening_tell_importer()

    def _opening_tell_importer(self):
        """Tell whoever imported a list what came of it, once."""
        # sudo: the lines of this very run
        states = self.sudo().line_ids.mapped("state")
        number, user = states.count("opened"), self.create_uid
        if not number:
            return
        run = self.with_context(lang=user.lang)
        body = run.env["ir.qweb"]._render(
            "opportunity_plus.opening_import_message",
            {
                "number": number,
                "skipped": states.count("skipped"),
                "link": user.has_group("sales_team.group_sale_salesman")
                and f"{run.get_base_url()}/odoo/crm.lead.opening.run/{run.id}",
            },
            minimal_qcontext=True,
        )
        run.env["mail.thread"].message_notify(
            author_id=run.env.ref("base.partner_root").id,
            subject=run.env._("%(count)s opportunities opened", count=number),
            body=body,
            partner_ids=user.partner_id.ids,
            email_layout_xmlid="mail.mail_notification_light",
        )
