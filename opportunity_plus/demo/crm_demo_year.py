# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import csv
from collections import defaultdict
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import file_open

from ..hooks import rebuild_past
from .contacts import CONTACTS
from .documents import DOCUMENTS
from .players import Play
from .sales import SALES
from .settled import SETTLED
from .work import WORK

DOINGS = {**SALES, **CONTACTS, **DOCUMENTS, **WORK}
COMPANY, ZONE = "Saodao Storage Systems", "Asia/Bangkok"
MORNING = time(2, 15)  # a quarter past nine in Bangkok and Hanoi
PART = 140  # minutes: a third of a working day
# baht for one unit of the company's currency, so many days ago. None changes between an
# invoice and its credit note: Odoo would keep the difference for good.
BAHT = {400: 34.9, 300: 35.6, 210: 36.2, 125: 35.1, 66: 33.8}


class CrmDemoYear(models.AbstractModel):
    """Plays the year of the demo company: what its people did on each day, through the
    same methods as anybody who uses the screens, with the rights that they have.

    So the ledger, the chatter, alerts and documents are what the add-on makes of it,
    and not told a second time. ``opportunities.csv`` says which opportunities there
    are, ``year.csv`` who did what how many days ago, and ``words.csv`` what stages and
    other things are called in other languages.

    CLOCK: the time of the transaction, by which the add-on and Odoo mostly go, is set
    to the day. What goes by the clock of the server is dated at the end.
    """

    _name = "crm.demo.year"
    _description = "Year of the Demo Company"

    @api.model
    def _demo_rates(self):
        """Enter the rates of the year, unless the company has its own."""
        company, baht = self.env.ref("base.main_company"), self.env.ref("base.THB")
        today = fields.Date.today()
        first = today - timedelta(max(BAHT))
        own = baht.rate_ids.filtered(
            lambda rate: rate.company_id == company and rate.name >= first
        )
        if own or company.currency_id == baht:
            return
        for number, (days, rate) in enumerate(BAHT.items(), 1):
            values = {
                "currency_id": baht.id,
                "company_id": company.id,
                "name": today - timedelta(days),
                "company_rate": rate,
            }
            rates = self.env["res.currency.rate"]
            Play(self.env, {}).make(rates, f"rate_demo_baht_{number}", values)

    @api.model
    def _demo_pipeline(self, team_id):
        """Apply the template to a team; its stages go with the demo data."""
        template = self.env.ref("opportunity_plus.pipeline_template_consultative")
        for stage in template.apply(team_id):
            line = stage.oplus_template_line_id.get_external_id()
            name = line[stage.oplus_template_line_id.id].rpartition("_")[2]
            self.env["ir.model.data"]._update_xmlids(
                [
                    {
                        "xml_id": f"opportunity_plus.stage_demo_{name}",
                        "record": stage,
                        "noupdate": True,
                    }
                ]
            )

    @api.model
    def _demo_translate(self):
        """Add the translations of the template, which Odoo loads after a demo."""
        if team := self.env.ref("opportunity_plus.team_demo_hanoi", False):
            template = self.env.ref("opportunity_plus.pipeline_template_consultative")
            template.apply(team.id)

    @api.model
    def _demo_play(self):
        """Play the year, unless the database has opportunities of a demo already."""
        known = [
            ("module", "=", "opportunity_plus"),
            ("name", "=like", "opportunity_demo_%"),
        ]
        if not self.env["ir.model.data"].search_count(known, limit=1):
            # Odoo goes on without a demo that fails: nothing half done may stay
            with self.env.cr.savepoint():
                self._demo_year()

    def _demo_year(self):
        # those of Odoo's demo, which an installation loads before: the digests of the
        # year tell of them, too
        rebuild_past(self.env)
        self._demo_company()
        self._demo_words()
        last = self._demo_last()
        days = defaultdict(list)
        for row in read("year"):
            days[int(row["days"])].append(row)
        play = Play(self.env, {row["id"]: row for row in read("opportunities")})
        for day in sorted(days, reverse=True):
            self._demo_day(play, day, days[day])
        self._demo_settle(last)

    def _demo_company(self):
        """Give the company of Odoo's demo the name and the time zone of ours."""
        partner = self.env.ref("base.main_partner")
        if partner.name == "YourCompany":
            partner.write({"name": COMPANY, "tz": ZONE})

    def _demo_words(self):
        """Let what has a name have one in each language of the database; of a text,
        each ``term`` is translated."""
        installed = dict(self.env["res.lang"].get_installed())
        for row in read("words"):
            name = row["record"]
            name = name if "." in name else f"opportunity_plus.{name}"
            record = self.env.ref(name, False)  # a stage of Odoo's may be gone
            for language in installed.keys() & row.keys() if record else ():
                word = row[language]
                if row["term"]:
                    word = {row["term"]: word}
                record.update_field_translations(row["field"], {language: word})

    def _demo_day(self, play, day, rows):
        """Do what happened on a day."""
        cursor, now = self.env.cr, self.env.cr.now()
        # the cursor has no other way to tell another time than that of the server
        cursor._now = play.moment = moment_of(now, day)
        try:
            for before, row in zip(rows[:1] + rows, rows, strict=False):
                if before["who"] != row["who"]:
                    self._demo_end()
                play.do(DOINGS[row["what"]], row)
            self._demo_end()
            self._demo_deliver()
            self._demo_end()
        finally:
            cursor._now = now

    def _demo_end(self):
        """End what one user did, as a transaction does: Odoo's chatter names that one,
        and the add-on remembers nothing of it."""
        self.env.cr.flush()
        for key in [*self.env.cr.postcommit.data]:
            if str(key).startswith("opportunity_plus"):
                del self.env.cr.postcommit.data[key]

    def _demo_deliver(self):
        """Tell of alerts on the day, as the job does, which would commit. All who are
        told want no mail."""
        alerts = self.env["crm.big.deal.alert"].search([("state", "=", "pending")])
        for alert in alerts:
            alert._alert_prepare()
            for notice in alert.notice_ids.filtered("is_open"):
                notice._notice_send()
            alert._alert_conclude(is_prepared=True)

    def _demo_last(self):
        """Return the last message and row of the ledger from before."""
        message = self.env["mail.message"].search([], order="id DESC", limit=1)
        row = self.env["crm.lead.revision"].search([], order="id DESC", limit=1)
        return {"message": message.id or 0, "row": row.id or 0}

    def _demo_settle(self, last):
        """Date what Odoo has dated by the clock of the server."""
        self.env.flush_all()
        now = self.env.cr.now().replace(microsecond=0)
        for statement in SETTLED:
            # raw SQL: nobody may write these columns, and no past is written by the ORM
            self.env.cr.execute(SQL(statement, now=now, **last))
        self.env.invalidate_all(flush=False)
        leads = self.env["crm.lead"].with_context(active_test=False)
        played = leads.search([("revision_ids.id", ">", last["row"])])
        for name in ("day_open", "day_close"):
            self.env.add_to_compute(leads._fields[name], played)


def read(name):
    """Return the rows of a table of the demo."""
    with file_open(f"opportunity_plus/demo/{name}.csv") as file:
        return [*csv.DictReader(file)]


def moment_of(now, days):
    """Return a time on the day so many days ago; what would be on a weekend is on the
    Friday before, later in the day."""
    if not days:
        return now
    day = fields.Date.to_date(now) - timedelta(days)
    late = max(0, day.weekday() - 4)
    minutes = timedelta(minutes=days * 37 % PART + late * PART)
    return datetime.combine(day - timedelta(late), MORNING) + minutes
