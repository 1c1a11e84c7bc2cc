# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter

from odoo import api, fields, models
from odoo.tools.misc import format_date

# states of a customer for whom an opportunity was opened
OPENED = ("opened", "removed", "kept")


class CrmLeadOpeningRun(models.Model):
    """Counts, buttons and messages of a run."""

    _inherit = "crm.lead.opening.run"

    line_count = fields.Integer("Number of Customers", compute="_compute_counts")
    opened_count = fields.Integer(
        "To Open", compute="_compute_counts", help="In a preview: what will be opened."
    )
    skipped_count = fields.Integer(
        "Skipped", compute="_compute_counts", help="Each line shows the reason."
    )
    lead_count = fields.Integer(
        "Opportunities",
        compute="_compute_lead_count",
        help="Opportunities that you may see.",
    )
    others_count = fields.Integer(
        "With an Open Opportunity",
        compute="_compute_counts",
        help="In a preview: customers with an open opportunity already, outside the"
        " campaign.",
    )
    removed_count = fields.Integer("Taken Back", compute="_compute_counts")
    kept_count = fields.Integer(
        "Kept", compute="_compute_counts", help="Each line shows the reason."
    )
    progress = fields.Float(
        compute="_compute_counts", help="Percentage of customers processed."
    )
    summary = fields.Html(compute="_compute_counts", sanitize=False)
    confirmation = fields.Text(compute="_compute_confirmation")

    @api.depends("campaign_id", "others_policy", "state", "line_ids.state")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_counts(self):
        for run in self:
            figures = run._opening_figures()
            number = Counter()
            for (state, *_rest), count in figures.items():
                number[state] += count
            run.removed_count, run.kept_count = number["removed"], number["kept"]
            run.opened_count = sum(number[state] for state in OPENED)
            run.skipped_count = number["skipped"]
            run.others_count = sum(
                count for (*_rest, pursued), count in figures.items() if pursued
            )
            total = run.line_count = number.total()
            left = number["planned"]
            if run.state in ("undoing", "undone"):
                total, left = run.opened_count, number["opened"]
            run.progress = 100 * (total - left) / total if total else 0
            run.summary = figures and run._opening_summary(figures)

    def _opening_figures(self):
        """Return numbers of customers by state, reason, salesperson and whether they
        already have an open opportunity; for a preview, the expected numbers."""
        lines = self._origin.line_ids
        if self.state != "draft":
            rows = lines._read_group(
                [("run_id", "in", self._origin.ids)],
                ["state", "reason", "user_id"],
                ["__count"],
            )
            return {
                (state, why or "", who, False): number
                for state, why, who, number in rows
            }
        return Counter(
            ("skipped" if reason else "opened", reason, *rest)
            for reason, *rest in self._opening_plans(lines).values()
        )

    def _opening_summary(self, figures):
        reasons = self.env["crm.lead.opening"]._fields["reason"]
        labels = dict(reasons._description_selection(self.env))
        tables = {
            state: Counter() for state in ("opened", "skipped", "removed", "kept")
        }
        for (state, reason, user, _pursued), number in figures.items():
            if state in OPENED:
                # sudo: the salesperson may work in a company of others
                name = user.sudo().name or self.env._("Nobody")
                tables["opened"][name] += number
                if state == "removed":
                    tables["removed"][name] += number
            if state in ("skipped", "kept"):
                tables[state][labels[reason]] += number
        return self.env["ir.qweb"]._render(
            "opportunity_plus.opening_summary",
            {
                "tables": {
                    state: sorted(rows.items()) for state, rows in tables.items()
                },
                "is_preview": self.state == "draft",
            },
        )

    @api.depends("campaign_id", "date_call", "others_policy")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_confirmation(self):
        for run in self:
            sentences = [
                self.env._(
                    "Opportunities to open, each with a call on %(day)s: %(count)s.",
                    count=run.opened_count,
                    day=run.date_call and format_date(self.env, run.date_call),
                )
            ]
            if run.others_count and run.others_policy == "open":
                message = self.env._(
                    "Of these, for customers with an open opportunity already:"
                    " %(count)s.",
                    count=run.others_count,
                )
                sentences.append(message)
            if run.skipped_count:
                message = self.env._(
                    "Customers to leave out: %(count)s.", count=run.skipped_count
                )
                sentences.append(message)
            run.confirmation = "\n".join(sentences)

    @api.depends("line_ids.lead_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_lead_count(self):
        for run in self:
            run.lead_count = self.env["crm.lead"].search_count(
                run._oplus_opening_domain()
            )

    def _oplus_opening_domain(self):
        leads = self._origin._opening_lines().lead_id
        return [("id", "in", leads.ids), ("active", "in", [True, False])]

    def action_view_opportunities(self):
        """Open the opportunities of the run that the user may see."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm.crm_lead_opportunities"
        )
        return action | {
            "domain": self._oplus_opening_domain(),
            "view_mode": "list,kanban,form",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "context": {"create": False},
        }

    def action_view_lines(self):
        """Open the customers, each with its result."""
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

    def action_view_others(self):
        """Open the customers of a preview who already have an open opportunity."""
        action = self.action_view_lines()
        plans = self._opening_plans(self.line_ids)
        pursued = [row.id for row, (*_plan, is_pursued) in plans.items() if is_pursued]
        return action | {"domain": [("id", "in", pursued)]}

    def _opening_notify(self):
        """Notify each salesperson, except the acting user, once of the number of calls
        planned or withdrawn; for an imported list, notify the importer."""
        is_undone = self.state == "undone"
        if self.kind == "import":
            return None if is_undone else self._opening_tell_importer()
        state = "removed" if is_undone else "opened"
        domain = [("run_id", "=", self.id), ("state", "=", state)]
        rows = self._opening_lines()._read_group(domain, ["user_id"], ["__count"])
        for user, number in rows:
            if user and user != (self.undoer_id if is_undone else self.create_uid):
                self.with_context(lang=user.lang)._opening_tell(user, number)
        return None

    def _opening_tell(self, user, number):
        link = "/odoo/action-crm.crm_lead_action_my_activities"
        body = self.env["ir.qweb"]._render(
            "opportunity_plus.opening_message",
            {"run": self, "author": self.env.user, "number": number, "link": link},
            minimal_qcontext=True,
        )
        self.env["mail.thread"].message_notify(
            subject=self.env._(
                "Call campaign %(name)s", name=self.campaign_id.name or ""
            ),
            body=body,
            partner_ids=user.partner_id.ids,
            email_layout_xmlid="mail.mail_notification_light",
        )
