# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime

import pytz

from odoo import api, models
from odoo.tools import SQL, ormcache

USED = """
    SELECT tz FROM res_partner WHERE id IN (SELECT partner_id FROM res_company)
     UNION
    SELECT tz FROM resource_calendar
"""
# its names by database, for as long as Odoo runs
_known = {}
# what to call a time zone that PostgreSQL does not know, see ``_oplus_zones``
SPELLED = "COALESCE(%(zones)s::jsonb ->> {tz}, {tz})"
# time zone and settings of each company
ZONE = (
    """
    zone AS MATERIALIZED (
        SELECT company.id AS company_id,
               """
    + SPELLED.format(tz="COALESCE(NULLIF(partner.tz, ''), hours.tz, 'UTC')")
    + """ AS tz,
               company.opportunity_remind_days AS remind_days,
               CASE WHEN company.opportunity_working_days
                    THEN COALESCE(company.opportunity_calendar_id,
                                  company.resource_calendar_id) END AS calendar_id
          FROM res_company company
     LEFT JOIN res_partner partner ON partner.id = company.partner_id
     LEFT JOIN resource_calendar hours ON hours.id = company.resource_calendar_id
    )
"""
)


class ResCompany(models.Model):
    """Time zones that Odoo offers and PostgreSQL does not know, such as old names.

    The database would refuse each statement that names one, and so each move.
    """

    _inherit = "res.company"

    @api.model
    @ormcache()
    def _oplus_zones(self):
        """Return what to say to PostgreSQL in place of the zones it does not know.

        :return: by name, the present offset in the notation of POSIX; ``UTC`` for names
            that Odoo does not know either
        """
        used = {name for (name,) in self.env.execute_query(SQL(USED)) if name}
        unknown = (used | pytz.all_timezones_set) - self._oplus_zones_known()
        return {name: _posix(name) for name in unknown}

    @api.model
    def _oplus_zone_told(self, name):
        """Return what to call a time zone where PostgreSQL is asked."""
        return self._oplus_zones().get(name, name)

    @api.model
    def _oplus_zones_known(self):
        """Return the names of the zones that PostgreSQL knows."""
        database = self.env.cr.dbname
        if database not in _known:  # takes long, and changes with PostgreSQL alone
            # raw SQL: a table of PostgreSQL's own
            rows = self.env.execute_query(SQL("SELECT name FROM pg_timezone_names"))
            _known[database] = frozenset(name for (name,) in rows)
        return _known[database]


def _posix(name):
    """Return the present offset of a zone, with hours west of Greenwich positive."""
    try:
        offset = datetime.now(pytz.timezone(name)).strftime("%z")
    except pytz.UnknownTimeZoneError:
        return "UTC"
    sign = "-" if offset[0] == "+" else "+"
    return f"<{offset}>{sign}{offset[1:3]}:{offset[3:5]}"
