# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain

from ..foundation.access import everywhere

MOVED = ("moved", "returned", "kept")
LEFT = ("skipped", "kept")


class CrmLeadHandover(models.Model):
    """What users see of a handover: figures, buttons and one message."""

    _inherit = "crm.lead.handover"

    line_count = fields.Integer("Number of Records", compute="_compute_counts")
    left_count = fields.Integer(
        "Left Alone", compute="_compute_counts", help="Each line shows the reason."
    )
    opportunity_count = fields.Integer("Opportunities", compute="_compute_counts")
    lead_count = fields.Integer("Leads", compute="_compute_counts")
    quotation_count = fields.Integer("Quotations", compute="_compute_counts")
    share_count = fields.Integer("Shares", compute="_compute_counts")
    customer_count = fields.Integer("Customers", compute="_compute_counts")
    activity_count = fields.Integer("Activities", compute="_compute_counts")
    meeting_count = fields.Integer("Meetings", compute="_compute_counts")
    progress = fields.Float(
        compute="_compute_counts", help="Percentage of the records processed."
    )
    summary = fields.Html(compute="_compute_summary", sanitize=False)
    elsewhere_count = fields.Integer(
        "Records Elsewhere",
        compute="_compute_elsewhere_count",
        help="Records in companies that you may use but have not activated.",
    )
    other_id = fields.Many2one(
        "crm.lead.handover",
        "Unfinished Handover",
        compute="_compute_other_id",
        help="The latest other handover of this salesperson that is not finished.",
    )

    def _handover_figures(self, *groupby):
        """Count the lines that the user may see, by the given fields."""
        return self.line_ids._read_group(
            [("handover_id", "in", self.ids)], [*groupby], ["__count"]
        )

    @api.depends("line_ids.state", "state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_counts(self):
        figures = self._handover_figures("handover_id", "kind", "state")
        fields_by_kind = {
            mover.kind: f"{mover.kind}_count"
            for mover in self._handover_movers()
            if f"{mover.kind}_count" in self._fields
        }
        for handover in self:
            mine = [row[1:] for row in figures if row[0] == handover._origin]
            shown = ("planned",) if handover.state == "draft" else MOVED
            for kind, name in fields_by_kind.items():
                handover[name] = _total(mine, kind=kind, states=shown)
            total = handover.line_count = _total(mine)
            handover.left_count = _total(mine, states=LEFT)
            todo = _total(mine, states=("planned",))
            if handover.state in ("undoing", "undone"):
                todo = _total(mine, states=("moved",))
            handover.progress = 100 * (total - todo) / total if total else 0

    @api.depends("state", "line_ids.state", "line_ids.successor_id")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_summary(self):
        for handover in self:
            figures = handover._handover_figures("kind", "successor_id", "state")
            number = Counter()
            for kind, user, state, count in figures:
                number[kind, handover._handover_holder(user, state)] += count
            labels = [(mover.kind, mover.label) for mover in self._handover_movers()]
            kinds = {kind for kind, _user in number}
            handover.summary = figures and self.env["ir.qweb"]._render(
                "opportunity_plus.handover_summary",
                {
                    "number": number,
                    "rows": [row for row in labels if row[0] in kinds],
                    "users": handover.successor_ids,
                    "is_undone": handover.state in ("undoing", "undone"),
                    "nobody": self.env["res.users"],
                    "values": handover._handover_values(),
                },
            )

    @api.depends("user_id", "state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_elsewhere_count(self):
        others = self.env.user.company_ids - self.env.companies
        wide = self.with_context(**everywhere(self.env.user))
        movers = [
            mover
            for mover in self._handover_movers()
            if "company_id" in self.env[mover.model]._fields
        ]
        for handover in self:
            handover.elsewhere_count = (others and handover.state == "draft") and sum(
                wide.env[mover.model]
                .with_context(active_test=False)
                .search_count(
                    self._handover_domain(mover, handover.user_id)
                    & Domain("company_id", "in", others.ids)
                )
                for mover in movers
            )

    @api.depends("user_id", "state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_other_id(self):
        drafts = self.filtered(lambda handover: handover.state == "draft")
        unfinished = self.search(
            [
                ("user_id", "in", drafts.user_id.ids),
                ("state", "in", ("draft", *self._BATCH_AT_WORK)),
            ]
        ).grouped("user_id")
        nothing = self.browse()
        (self - drafts).other_id = nothing
        for handover in drafts:
            same = unfinished.get(handover.user_id._origin, nothing)
            handover.other_id = (same - handover._origin)[:1]

    def action_view_lines(self):
        """Open the preview or receipt as a list."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_handover_line_action"
        )
        return action | {"domain": [("handover_id", "=", self.id)]}

    def action_view_opportunities(self):
        """Open the opportunities that this handover moves."""
        return self._handover_view("opportunity")

    def action_view_leads(self):
        """Open the leads that this handover moves."""
        return self._handover_view("lead")

    def action_view_quotations(self):
        """Open the quotations that this handover moves."""
        return self._handover_view("quotation")

    def action_view_shares(self):
        """Open the shares that this handover moves."""
        return self._handover_view("share")

    def action_view_customers(self):
        """Open the customers that this handover moves."""
        return self._handover_view("customer")

    def action_view_activities(self):
        """Open the activities that this handover moves."""
        return self._handover_view("activity")

    def action_view_meetings(self):
        """Open the meetings that this handover moves."""
        return self._handover_view("meeting")

    def _handover_view(self, kind):
        self.ensure_one()
        mover = next(row for row in self._handover_movers() if row.kind == kind)
        states = ("planned",) if self.state == "draft" else MOVED
        lines = self.line_ids.filtered(
            lambda line: line.kind == kind and line.state in states
        )
        return {
            "type": "ir.actions.act_window",
            "name": mover.label,
            "res_model": mover.model,
            "view_mode": "list,form",
            "domain": [("id", "in", lines.mapped("res_id"))],
            "context": {"active_test": False, "create": False},
        }

    def _handover_notify(self):
        """Notify each successor once of the records received or given back."""
        state = "returned" if self.state == "undone" else "moved"
        rows = self.line_ids._read_group(
            [("handover_id", "=", self.id), ("state", "=", state)],
            ["successor_id", "kind"],
            ["__count"],
        )
        for successor in {row[0] for row in rows}:
            number = {kind: count for user, kind, count in rows if user == successor}
            self.with_context(lang=successor.lang)._handover_tell(successor, number)

    def _handover_tell(self, successor, number):
        name, movers = self.user_id.name, self._handover_movers()
        subject = self.env._("Handed over from %(name)s", name=name)
        if self.state == "undone":
            subject = self.env._("Given back to %(name)s", name=name)
        rows = [(row.label, number[row.kind]) for row in movers if row.kind in number]
        link = "/odoo/action-crm.crm_lead_action_pipeline"
        body = self.env["ir.qweb"]._render(
            "opportunity_plus.handover_message",
            {"handover": self, "author": self.env.user, "rows": rows, "link": link},
        )
        self.env["mail.thread"].message_notify(
            subject=subject,
            body=body,
            partner_ids=successor.partner_id.ids,
            email_layout_xmlid="mail.mail_notification_light",
        )


def _total(figures, kind=None, states=None):
    return sum(
        count
        for of_kind, state, count in figures
        if kind in (None, of_kind) and (states is None or state in states)
    )
