# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..foundation.access import allowed


class CrmLeadOpening(models.Model):
    """Log of automatic openings and call campaigns: what was opened, what not and why.

    One row for each customer and attempt, written only by the system. A row keeps the
    customer's name and stays when the customer or the opportunity is deleted.
    """

    _name = "crm.lead.opening"
    _inherit = ["crm.lead.log"]
    _description = "Opening of an Opportunity"
    _order = "id DESC"
    _rec_name = "name"

    date = fields.Datetime(required=True, readonly=True)
    name = fields.Char("Customer Name", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Customer", readonly=True, ondelete="set null", index=True
    )
    lead_id = fields.Many2one(
        required=False, readonly=True, ondelete="set null", index="btree_not_null"
    )
    door = fields.Selection(
        [
            ("contact", "New customer"),
            ("import", "Customer list"),
            ("campaign", "Call campaign"),
        ],
        "Cause",
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("opened", "Opened"),
            ("skipped", "Skipped"),
            ("removed", "Taken Back"),
            ("kept", "Kept"),
        ],
        "Status",
        required=True,
        readonly=True,
    )
    reason = fields.Selection(
        [
            ("filter", "Does not match the filter of the settings"),
            ("archived", "The customer is archived"),
            ("child", "A contact of a company: choose the company"),
            ("colleague", "A colleague or a company of ours"),
            ("vendor", "A vendor and no customer"),
            ("open", "Has an open opportunity in this campaign"),
            ("pursued", "Has an open opportunity already"),
            ("company", "Belongs to a company that is not active"),
            ("access", "You may not read the customer"),
            ("deleted", "Deleted meanwhile"),
            ("failed", "The opportunity could not be opened"),
            # why an undo kept the opportunity
            ("moved", "The opportunity was moved, won or lost"),
            ("edited", "The opportunity was edited"),
            ("document", "There is a quotation, an order or an invoice"),
            ("meeting", "There is a meeting"),
            ("product", "There are products"),
            ("share", "The opportunity is shared"),
            ("message", "There are messages or notes"),
            ("file", "There are files"),
            ("activity", "Activities were done, changed or planned"),
            ("needed", "The opportunity could not be deleted"),
        ],
        readonly=True,
        help="Why no opportunity was opened, or why it was not taken back.",
    )
    user_id = fields.Many2one(
        "res.users", "Salesperson", readonly=True, ondelete="set null"
    )
    author_id = fields.Many2one(
        "res.users", readonly=True, ondelete="set null", index=True
    )
    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    run_id = fields.Many2one(
        "crm.lead.opening.run",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
        help="The call campaign or imported list that it belongs to.",
    )
    problem = fields.Selection(
        selection=lambda self: self._fields["reason"]._description_selection(self.env),
        string="Left Alone Because",
        compute="_compute_plan",
        help="In a preview: why no opportunity would be opened.",
    )
    salesperson_id = fields.Many2one(
        "res.users",
        "For",
        compute="_compute_plan",
        help="In a preview: who would get the opportunity.",
    )
    open_lead_ids = fields.Many2many(
        "crm.lead",
        string="Open Opportunities",
        compute="_compute_open_lead_ids",
        help="Open opportunities of the customer that you may see.",
    )

    fingerprint = fields.Char(
        readonly=True,
        export_string_translation=False,
        help="Hash of the opportunity as it was opened, to tell whether it was edited.",
    )

    @api.depends("state", "reason", "user_id", "run_id.campaign_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_plan(self):
        plans = {}
        for run, rows in (
            self.filtered(lambda row: row.state == "planned").grouped("run_id").items()
        ):
            plans |= run._opening_plans(rows)
        for row in self:
            reason, user, *_is_pursued = plans.get(row, (row.reason, row.user_id))
            row.problem, row.salesperson_id = reason or False, user

    @api.depends("partner_id", "state", "reason")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_open_lead_ids(self):
        listed = self.filtered(
            lambda row: row.state == "planned" or row.reason in ("open", "pursued")
        )
        # sudo: the user may not read the customer; opportunities are filtered by access
        rows = listed.sudo()
        partners = {row: row.partner_id for row in rows}
        found = rows.partner_id._oplus_open_leads()
        leads = (found & allowed(found)).grouped(
            lambda lead: lead.partner_id.commercial_partner_id
        )
        for row in self:
            mine = leads.get(partners.get(row))
            row.open_lead_ids = mine.with_env(self.env) if mine else False

    def _opening_append(self, door, leads, reasons):
        """Log an attempt.

        :param leads: the new opportunities, by customer
        :param reasons: why no opportunity was opened, by customer
        """
        log = self._opening_clean()
        log._system_create(
            [
                log._oplus_opening_prepare_vals(door, partner)
                | log._opening_opened_vals(lead)
                for partner, lead in leads.items()
            ]
            + [
                log._oplus_opening_prepare_vals(door, partner)
                | {"state": "skipped", "reason": reason}
                for partner, reason in reasons.items()
            ]
        )

    def _opening_plan(self, run, partners):
        """Add the customers for whom a run will open opportunities."""
        log = self._opening_clean()
        door = "campaign" if run.kind == "campaign" else "import"
        log._system_create(
            [
                log._oplus_opening_prepare_vals(door, partner)
                | {"state": "planned", "run_id": run.id}
                for partner in partners
            ]
        )

    def _opening_opened_vals(self, lead):
        return {
            "state": "opened",
            "lead_id": lead.id,
            "user_id": lead.user_id.id,
            "fingerprint": lead._oplus_fingerprint(),
        }

    def _opening_clean(self):
        # the active company first, which the context of a program may not contain
        companies = self.env.company | self.env.companies
        context = {"allowed_company_ids": companies.ids}
        # context replaced: its defaults must not get into the log
        return self.with_context(context)  # pylint: disable=context-overridden

    def _oplus_opening_prepare_vals(self, door, partner):
        # the author would not see a row of a company that is not active
        company = partner.company_id & self.env.companies or self.env.company
        return {
            "door": door,
            "partner_id": partner.id,
            "name": partner.display_name,
            "author_id": self.env.uid,
            "company_id": company.id,
            "date": self.env.cr.now(),
        }
