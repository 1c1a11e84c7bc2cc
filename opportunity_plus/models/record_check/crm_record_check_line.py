# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

ROWS = ("crm.lead.revision", "lead_number")
LEADS = ("crm.lead", "id")
ALERTS = ("crm.big.deal.alert", "id")
DOCUMENTS = ("account.move", "id")
# where the records of each kind are found: model and field
PLACES = {
    **dict.fromkeys(("gap", "overlap", "stay", "running", "beginning"), ROWS),
    **dict.fromkeys(("lasting", "closed", "belonging", "gone"), ROWS),
    **dict.fromkeys(("standing", "lead", "missing", "state", "deadline"), LEADS),
    **dict.fromkeys(("disabled", "last_contact"), LEADS),
    **dict.fromkeys(("alert_twice", "alert_uncounted"), ALERTS),
    **dict.fromkeys(("document_link", "document_sum"), DOCUMENTS),
}
# how many records a list shows at most
SHOWN = 10_000


class CrmRecordCheckLine(models.TransientModel):
    """What is wrong in one way, in which records, and what to do about it."""

    _name = "crm.record.check.line"
    _description = "Fault of the Records"

    check_id = fields.Many2one(
        "crm.record.check",
        required=True,
        ondelete="cascade",
        index=True,
        export_string_translation=False,
    )
    kind = fields.Selection(
        [
            ("gap", "A row of the ledger does not begin where the one before ends"),
            ("overlap", "A row of the ledger ends before it begins"),
            ("stay", "A stay in a stage does not end where the next one begins"),
            ("running", "An opportunity is in two stages at a time"),
            ("standing", "An open opportunity has no present stay in a stage"),
            ("lasting", "A stay in a stage goes on for what is no opportunity"),
            ("beginning", "A stay in a stage begins where no stage was entered"),
            ("closed", "A stay as won or lost has an end"),
            ("belonging", "A row of the ledger belongs to another stay"),
            ("gone", "The ledger shows an opportunity that does not exist as open"),
            ("lead", "The ledger goes on for a lead"),
            ("missing", "An opportunity has no present row in the ledger"),
            ("state", "The last row of the ledger is not the opportunity as it is"),
            ("deadline", "The target date is not that of the present stay"),
            ("disabled", "An open opportunity is in a disabled stage"),
            ("last_contact", "The last contact is not that of the messages"),
            ("alert_twice", "There are two big-deal alerts of one crossing"),
            ("alert_uncounted", "A big-deal alert is of a crossing not counted"),
            ("document_link", "An invoice is linked to opportunities not its own"),
            ("document_sum", "The lines of an invoice do not add up to its amount"),
        ],
        "Fault",
        required=True,
        readonly=True,
    )
    count = fields.Integer("Records", readonly=True)
    record_ids = fields.Json(readonly=True, export_string_translation=False)
    advice = fields.Char("What to Do", compute="_compute_advice")

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        faults = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            line.display_name = faults.get(line.kind)

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_advice(self):
        advice = self._advice()
        for line in self:
            line.advice = advice.get(line.kind) or advice["row"]

    def _advice(self):
        """Return what to do by kind; ``row`` is for the rows of the ledger."""
        return {**self._advice_ledger(), **self._advice_others()}

    def _advice_ledger(self):
        changed = self.env._(
            "Something has changed them past Odoo. Change the expected revenue of each"
            " and save: the ledger then records how it is. You may change it back"
            " afterwards."
        )
        return {
            "row": self.env._(
                "Odoo writes no such rows: something else has changed the database, or"
                " a backup was restored in part. Reports on that time are wrong for"
                " these opportunities. Show the rows to whoever looks after the"
                " database."
            ),
            "standing": self.env._(
                "Reports take them for moved on since. Move each to another stage and"
                " back: their stays are right again from then on."
            ),
            "gone": self.env._(
                "They were deleted past Odoo, and reports count them as open. Restore"
                " them from a backup, or have whoever looks after the database end"
                " their last rows."
            ),
            **dict.fromkeys(("lead", "state"), changed),
            "missing": self.env._(
                "Change the expected revenue of each and save: the ledger then begins"
                " anew. If that fails, have whoever looks after the database empty the"
                " end of its last row (crm_lead_revision.date_to)."
            ),
            "deadline": self.env._(
                "Change the target of their stage and save, then change it back: all"
                " target dates of the stage are set anew."
            ),
            "disabled": self.env._("Move them to a stage that is in use."),
        }

    def _advice_others(self):
        return {
            "last_contact": self.env._(
                "Plan a meeting for each and delete it: the last contact is then found"
                " anew from messages and meetings."
            ),
            "alert_twice": self.env._(
                "Recipients were told twice, and the index that prevents it is missing."
                " Have whoever looks after the database delete one of each two, and"
                " update Opportunity Plus."
            ),
            "alert_uncounted": self.env._(
                "The next alert of the opportunity would be taken for this one and not"
                " be sent. Have whoever looks after the database set the count of"
                " crossings (crm_big_deal_state.crossing) to that of the alert."
            ),
            "document_link": self.env._(
                "Take the opportunity out of the order and save, then put it back. For"
                " an invoice without an order, do the same with its own opportunity."
            ),
            "document_sum": self.env._(
                "The amounts of its opportunities are wrong as well. Ask accounting to"
                " reset the invoice to draft and to confirm it again."
            ),
        }

    def _check_sentence(self):
        """Return the fault, its records and what to do as plain text."""
        return self.env._(
            "%(fault)s: %(count)s, such as %(numbers)s. %(advice)s",
            fault=self.display_name,
            count=self.count,
            numbers=", ".join(map(str, self.record_ids[:10])),
            advice=self.advice,
        )

    def action_open(self):
        """Open the records, as far as the reader may read them."""
        self.ensure_one()
        model, name = PLACES[self.kind]
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": model,
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [(name, "in", self.record_ids[:SHOWN])],
            "context": {"active_test": False, "create": False},
        }
