# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What somebody logs of a contact, read and checked."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from odoo import fields
from odoo.tools import format_date, format_datetime

from ...answering.values import FAILURES, is_record_id
from ..foundation.blank import is_blank
from ..foundation.far_date import buddhist_complaints, is_far
from .kinds import KINDS

LONGEST_TOKEN = 64
# by how much clocks may differ
LENIENCE = timedelta(minutes=5)


def text(value):
    """Return what a reader would see of a text, without what cannot be stored."""
    if not isinstance(value, str) or is_blank(value):
        return ""
    return value.replace("\0", "").encode(errors="ignore").decode().strip()


@dataclass
class Asked:
    """A contact with one record (an opportunity or a customer).

    ``complaints`` says what is wrong with what was given, in sentences.
    """

    record: object
    kind: str
    reached: bool
    note: str = ""
    date: datetime = None
    next_type_id: int = None
    next_date: date = None
    next_summary: str = ""
    next_user_id: int = None
    activity_id: int = None
    # found from these
    activity: object = None
    next_type: object = None
    next_user: object = None
    complaints: list = field(default_factory=list)

    def __post_init__(self):
        self.env = self.record.env
        self.is_past = bool(self.date)
        self.plans = bool(self.next_type_id or self.next_date)
        for complaint in (
            *self._read_kind(),
            *self._read_note(),
            *self._read_date(),
            *self._read_activity(),
            *self._read_next(),
        ):
            self.complaints.append(complaint)

    def _found(self, model, id_):
        """Return the record with an id that a caller sent, empty if there is none."""
        known = type(id_) is int and id_ > 0 and is_record_id(id_)
        return self.env[model].browse(id_ if known else ()).exists()

    def _read_kind(self):
        if not isinstance(self.kind, str) or self.kind not in dict(KINDS):
            self.kind = None
            yield self.env._("Choose the kind of contact: call, visit or message.")
        if not isinstance(self.reached, bool):
            yield self.env._("Say whether somebody was reached: yes or no.")

    def _read_note(self):
        self.note, given = text(self.note), self.note
        if given and not isinstance(given, str):
            yield self.env._("Enter what was said as a text.")
        elif self.reached is True and not self.note:
            yield self.env._("Say in a few words what was said.")

    def _read_date(self):
        now = fields.Datetime.now()
        if not self.date:
            self.date = now
            return
        try:
            given = fields.Datetime.to_datetime(self.date)
            self.date = given.replace(tzinfo=None, microsecond=0)
        except FAILURES:
            yield self.env._("Enter the time of the contact as in 2026-12-31 15:30:00.")
            return
        day = self.date.date()
        if complaint := next(buddhist_complaints(self.record, day), None):
            yield complaint
        elif self.date > now + LENIENCE:
            yield self.env._(
                "%(moment)s has not come yet. Log what has happened, and plan an"
                " activity for what is to come.",
                moment=format_datetime(self.env, self.date),
            )
        elif is_far(self.record, day):
            yield self.env._(
                "%(moment)s is more than 50 years ago. Correct the date.",
                moment=format_datetime(self.env, self.date),
            )

    def _read_activity(self):
        if not self.activity_id:
            self.activity = self.env["mail.activity"]
            return
        self.activity = self._found("mail.activity", self.activity_id)
        activity = self.activity._filtered_access("write")
        belongs = (activity.res_model, activity.res_id) == (
            self.record._name,
            self.record.id,
        )
        if not (activity.active and belongs):
            yield self.env._(
                "The planned activity was done or changed in the meantime. Reload the"
                " page."
            )
        elif self.kind and activity.activity_type_id.oplus_contact_kind != self.kind:
            yield self.env._(
                "%(name)s is planned as another kind of contact. Choose that kind, or"
                " leave the activity open.",
                name=activity.display_name,
            )

    def _read_next(self):
        self.next_type = self.env["mail.activity.type"]
        self.next_summary = text(self.next_summary)
        if self.plans:
            yield from self._read_next_type()
            yield from self._read_next_date()
            yield from self._read_next_user()

    def _read_next_type(self):
        types = self.env["mail.activity.type"]
        model = self.record._name
        if not self.next_type_id:
            self.next_type = self.kind and types._oplus_contact_type(self.kind, model)
            return
        found = self._found("mail.activity.type", self.next_type_id)
        self.next_type = found & types._oplus_contact_types(model)
        if not self.next_type:
            yield self.env._(
                "This type of activity is archived or meant for something else. Choose"
                " another one for the next step."
            )

    def _read_next_date(self):
        if not self.next_date:
            self.next_date = self.next_type and self.next_type._get_date_deadline()
            return
        try:
            self.next_date = fields.Date.to_date(self.next_date)
        except FAILURES:
            self.next_date = None
        if not isinstance(self.next_date, date):
            yield self.env._("Enter the day of the next step as in 2026-12-31.")
            return
        shown = format_date(self.env, self.next_date)
        if complaint := next(buddhist_complaints(self.record, self.next_date), None):
            yield complaint
        elif self.next_date < fields.Date.context_today(self.record):
            yield self.env._(
                "The next step cannot be on %(day)s, which has passed. Choose today or"
                " a later day.",
                day=shown,
            )
        elif is_far(self.record, self.next_date):
            yield self.env._(
                "%(day)s is more than 50 years away. Choose an earlier day for the next"
                " step.",
                day=shown,
            )

    def _read_next_user(self):
        self.next_user = self.env.user
        if self.next_user_id:
            # sudo: only tells whether this may be somebody's task
            found = self._found("res.users", self.next_user_id).sudo()
            self.next_user = found.filtered(lambda user: user.active and not user.share)
            if not self.next_user:
                yield self.env._("Choose a colleague who uses Odoo for the next step.")
