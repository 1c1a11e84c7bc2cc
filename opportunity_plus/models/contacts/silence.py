# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..foundation.main_company import main_company
from ..foundation.transaction import note, take
from .settling import FACTS, HIDDEN, LAST, PLANNED

# ids of opportunities whose contacts this transaction has changed
TOUCHED = "opportunity_plus.contacts"
FIELDS = (
    *("last_contact_date", "has_next_step", "silence_days"),
    *("oplus_is_silent", "oplus_silence_band"),
)
# from how many days on
BANDS = [("4_longer", 28), ("3_month", 14), ("2_fortnight", 7), ("1_week", 0)]


class CrmLead(models.Model):
    """How long an opportunity has been silent, and whether a next step is planned.

    Silence counts from the last contact that reached somebody, else from the creation.
    Messages about a quotation count if it is that of the opportunity's salesperson, or
    nobody's; see ``settling.py``. It is a clock of its own: moving to another stage
    does not touch it, and it knows nothing of targets and snoozes.
    """

    _inherit = "crm.lead"

    last_contact_date = fields.Datetime(
        "Last Contact",
        compute="_compute_oplus_contacts",
        search="_search_last_contact_date",
        help="The last call, visit or message that reached somebody: a done activity, a"
        " mail from or to somebody outside, or a meeting that has begun.",
    )
    has_next_step = fields.Boolean(
        "Next Step Planned",
        compute="_compute_oplus_contacts",
        search="_search_has_next_step",
        help="There is an open activity or a future meeting.",
    )
    silence_days = fields.Integer(
        "Days of Silence",
        compute="_compute_oplus_contacts",
        search="_search_silence_days",
        aggregator="avg",
        help="Days since the last contact, else since the creation; 0 on closed"
        " opportunities.",
    )
    oplus_is_silent = fields.Boolean(
        "Silent",
        compute="_compute_oplus_contacts",
        search="_search_oplus_is_silent",
        help="Open, and without a contact for as many days as the settings say.",
    )
    oplus_silence_band = fields.Selection(
        [
            ("1_week", "Less than 1 Week"),
            ("2_fortnight", "1 to 2 Weeks"),
            ("3_month", "2 to 4 Weeks"),
            ("4_longer", "4 Weeks or More"),
        ],
        "Silence",
        compute="_compute_oplus_contacts",
        search="_search_oplus_silence_band",
    )

    # keeping it up to date

    def _oplus_contact_touch(self):
        """Note that contacts or meetings of these opportunities have changed."""
        if not self:
            return
        settle = self.env["crm.lead"]._oplus_contact_settle
        note(self.env, TOUCHED, set, settle).update(self._ids)
        self._oplus_contact_forget(self._ids)

    def _oplus_contact_pass_on(self, written):
        """Note that what counts of quotations depends on the salesperson."""
        if "user_id" in written and self._oplus_belongings_include("sale.order"):
            self._oplus_contact_touch()

    @api.model
    def _oplus_contact_settle(self):
        """Find the last contact of what this transaction has touched."""
        for model, names in self.env["crm.lead.contact"]._depends.items():
            self.env[model].flush_model(names)
        ids = take(self.env, TOUCHED)
        if ids:
            self.env["crm.lead.contact.state"]._state_settle(sorted(ids))

    @api.model
    def _oplus_contact_forget(self, ids):
        """:param ids: of opportunities; None for all of them"""
        if ids is None:
            self.invalidate_model(FIELDS, flush=False)
        else:
            self.browse(ids).invalidate_recordset(FIELDS, flush=False)

    # reading it

    @api.depends(
        *("activity_ids", "calendar_event_ids.start", "calendar_event_ids.active"),
        *("active", "won_status", "company_id", "team_id"),
    )
    @api.depends_context("uid", "tz")
    def _compute_oplus_contacts(self):
        self._oplus_contact_settle()
        now, limits = fields.Datetime.now(), {}
        only = self.env["res.company"]._oplus_only_id()
        query = SQL(
            FACTS,
            state=SQL.identifier("state"),
            hidden=self._oplus_contact_hidden(SQL("lead.id")),
            **self._oplus_contact_moment(),
            ids=self._origin.ids,
        )
        # raw SQL: all cards of a board in one statement
        rows = self.env.execute_query(query)
        facts = {lead_id: known for lead_id, *known in rows}

        def values(lead):
            known = facts.get(lead._origin.id)
            last, has_step = known or (None, False)
            since = last or (known and lead._origin.create_date)
            if not (since and lead.active and lead.won_status == "pending"):
                return last, has_step, 0, False, None
            days = max((now - since).days, 0)
            decides = only or (lead.company_id._origin.id, lead.team_id._origin.id)
            if decides not in limits:
                limits[decides] = lead._oplus_silence_limit()
            limit = limits[decides]
            band = next(band for band, least in BANDS if days >= least)
            return last, has_step, days, bool(limit) and days >= limit, band

        self._oplus_fill(FIELDS, map(values, self))

    def _oplus_silence_limit(self):
        company = self._oplus_company() or main_company(self.env)
        return company._oplus_policy()["opportunity_silence_days"]

    # in the database

    def _oplus_contact_to_sql(self, alias, name, query):
        """Return the value of one of the fields, in a query of opportunities."""
        self._oplus_contact_settle()
        lead, state = SQL.identifier(alias, "id"), query.make_alias(alias, "contacts")
        joined = SQL("%s = %s", SQL.identifier(state, "lead_id"), lead)
        query.add_join("LEFT JOIN", state, "crm_lead_contact_state", joined)
        to_sql = getattr(self, f"_oplus_{name.removeprefix('oplus_')}_to_sql")
        return to_sql(alias, SQL.identifier(state), query)

    def _oplus_last_contact_date_to_sql(self, alias, state, _query):
        hidden = self._oplus_contact_hidden(SQL.identifier(alias, "id"))
        return SQL(LAST, state=state, hidden=hidden, now=fields.Datetime.now())

    def _oplus_contact_hidden(self, lead):
        """Return the condition of opportunities whose quotations the user may not
        read."""
        if not self._oplus_visibility_grant("read").shares:
            return SQL("FALSE")  # nothing is shared with the user
        shares = self.env["crm.lead.share"]
        shares.flush_model(["include_documents", "lead_id", "user_id"])
        role, user = self._oplus_visibility_grant("role"), self.env.uid
        own = {"salespeople": [*role.salespeople], "teams": [*role.teams]}
        return SQL(HIDDEN, lead=lead, user=user, **own)

    def _oplus_has_next_step_to_sql(self, alias, state, _query):
        lead = SQL.identifier(alias, "id")
        return SQL(PLANNED, lead=lead, state=state, **self._oplus_contact_moment())

    def _oplus_contact_moment(self):
        """Return what tells the future from the past in statements."""
        today = fields.Date.context_today(self)
        return {"now": fields.Datetime.now(), "today": today}

    def _oplus_silence_days_to_sql(self, alias, state, query):
        names = ("active", "won_status", "create_date")
        return SQL(
            """CASE WHEN %(active)s AND %(won_status)s = 'pending'
                    THEN GREATEST(0, floor(extract(
                         EPOCH FROM %(now)s - COALESCE(%(last)s, %(create_date)s)
                         ) / 86400))::integer
                    ELSE 0 END""",
            now=SQL("%s::timestamp", fields.Datetime.now()),
            last=self._oplus_last_contact_date_to_sql(alias, state, query),
            **{name: self._field_to_sql(alias, name, query) for name in names},
        )

    def _oplus_silence_band_to_sql(self, alias, state, query):
        days = self._oplus_silence_days_to_sql(alias, state, query)
        cases = (
            SQL("WHEN %s >= %s THEN %s", days, least, band) for band, least in BANDS
        )
        return SQL(
            "CASE WHEN %s AND %s = 'pending' THEN CASE %s END END",
            self._field_to_sql(alias, "active", query),
            self._field_to_sql(alias, "won_status", query),
            SQL(" ").join(cases),
        )

    def _oplus_is_silent_to_sql(self, alias, _state, query):
        return self._oplus_fulfils_to_sql(alias, query, self._oplus_silent_domain())
