# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmLeadOpeningRun(models.Model):
    """What people see of a run: figures, buttons and one message."""

    _inherit = "crm.lead.opening.run"

    line_count = fields.Integer("Number of Customers", compute="_compute_counts")
    opened_count = fields.Integer(
        "To Open", compute="_compute_counts", help="In a preview: what will be opened."
    )
    skipped_count = fields.Integer(
        "Skipped", compute="_compute_counts", help="With the reason in each line."
    )
    lead_count = fields.Integer(
        "Opportunities",
        compute="_compute_lead_count",
        help="Those that you may see.",
    )
    progress = fields.Float(
        compute="_compute_counts", help="Percent of the customers dealt with."
    )
    summary = fields.Html(compute="_compute_counts", sanitize=False)

    @api.depends("campaign_id", "state", "line_ids.state")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_counts(self):
        for run in self:
            figures = run._opening_figures()
            total = sum(figures.values())
            opened = sum(n for (state, *_), n in figures.items() if state == "opened")
            left = sum(n for (state, *_), n in figures.items() if state == "planned")
            run.line_count = total
            run.opened_count = opened
            run.skipped_count = total - opened - left
            run.progress = 100 * (total - left) / total if total else 0
            run.summary = figures and run._opening_summary(figures)

    def _opening_figures(self):
        """Numbers of customers by state, reason and salesperson; those of a preview as
        they would be."""
        lines = self._origin.line_ids
        if self.state != "draft":
            rows = lines._read_group(
                [("run_id", "in", self._origin.ids)],
                ["state", "reason", "user_id"],
                ["__count"],
            )
            return {(state, why or "", who): number for state, why, who, number in rows}
        figures = {}
        for plan in self._opening_plans(lines).values():
            key = ("skipped" if plan.reason else "opened", *plan)
            figures[key] = figures.get(key, 0) + 1
        return figures

    def _opening_summary(self, figures):
        reasons = self.env["crm.lead.opening"]._fields["reason"]
        labels = dict(reasons._description_selection(self.env))
        opened, skipped = {}, {}
        for (state, reason, user), number in figures.items():
            if state == "opened":
                name = user.sudo().name or self.env._("Nobody")
                opened[name] = opened.get(name, 0) + number
            elif state == "skipped":
                skipped[labels[reason]] = skipped.get(labels[reason], 0) + number
        return self.env["ir.qweb"]._render(
            "opportunity_plus.opening_summary",
            {
                "opened": sorted(opened.items()),
                "skipped": sorted(skipped.items()),
                "is_preview": self.state == "draft",
            },
        )

    @api.depends("line_ids.lead_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_lead_count(self):
        for run in self:
            run.lead_count = self.env["crm.lead"].search_count(run._opening_domain())

    def _opening_domain(self):
        # sudo: which ones were opened in it; who looks at them sees what he may
        leads = self.sudo()._origin.line_ids.lead_id
        return [("id", "in", leads.ids), ("active", "in", [True, False])]

    def action_view_opportunities(self):
        """Open what was opened, as far as the reader may see it."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm.crm_lead_opportunities"
        )
        return action | {
            "domain": self._opening_domain(),
            "view_mode": "list,kanban,form",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "context": {"create": False},
        }

    def action_view_lines(self):
        """Open the customers, with what became of each."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_opening_action"
        )
        return action | {
            "name": self.display_name,
            "display_name": self.display_name,
            "domain": [("run_id", "=", self.id)],
            "context": {},
        }

    def _opening_notify(self):
        """Tell each salesperson but the author once how many calls wait for him."""
        if self.kind != "campaign":
            return
        # sudo: the lines of this very run
        rows = self.sudo().line_ids._read_group(
            [("run_id", "=", self.id), ("state", "=", "opened")],
            ["user_id"],
            ["__count"],
        )
        for user, number in rows:
            if user and user != self.create_uid:
                self.with_context(lang=user.lang)._opening_tell(user, number)

    def _opening_tell(self, user, number):
        link = f"{self.get_base_url()}/odoo/action-crm.crm_lead_action_my_activities"
        body = self.env["ir.qweb"]._render(
            "opportunity_plus.opening_message",
            {"run": self, "author": self.env.user, "number": number, "link": link},
            minimal_qcontext=True,
        )
        self.env["mail.thread"].message_notify(
            subject=self.env._("Call campaign %(name)s", name=self.campaign_id.name),
            body=body,
            partner_ids=user.partner_id.ids,
            email_layout_xmlid="mail.mail_notification_light",
        )
