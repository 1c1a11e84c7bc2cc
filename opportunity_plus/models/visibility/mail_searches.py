# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.access import on_readable

# parameters: the message, and the partner of the user
ADDRESSED = """(
    (SELECT TRUE FROM mail_message_res_partner_rel addressee
      WHERE addressee.mail_message_id = %(message)s
        AND addressee.res_partner_id = %(partner)s LIMIT 1) IS TRUE
 OR (SELECT TRUE FROM mail_notification notice
      WHERE notice.mail_message_id = %(message)s
        AND notice.res_partner_id = %(partner)s LIMIT 1) IS TRUE
)"""


class MailMessage(models.Model):
    """Searching messages tells nothing of those on hidden opportunities."""

    _inherit = "mail.message"

    def _search(self, domain, *args, **kwargs):
        """Find messages on opportunities that the user may read, wrote or was sent."""
        if not (self.env.su or kwargs.get("bypass_access")):
            own = Domain("author_id", "=", self.env.user.partner_id.id)
            addressed = Domain.custom(to_sql=_is_addressed)
            domain = Domain(domain) & (own | on_readable("model", "res_id") | addressed)
        return super()._search(domain, *args, **kwargs)


class MailScheduledMessage(models.Model):
    """Searching messages to be sent tells nothing of those on hidden opportunities."""

    _inherit = "mail.scheduled.message"

    def _search(self, domain, *args, **kwargs):
        """Find scheduled messages on opportunities that the user may read."""
        if not (self.env.su or kwargs.get("bypass_access")):
            domain = Domain(domain) & on_readable("model", "res_id")
        return super()._search(domain, *args, **kwargs)


def _is_addressed(model, alias, query):
    # raw SQL: two lookups in an index; a domain would ask for the rules of partners and
    # notifications. Odoo flushes both before it searches messages
    message = model._field_to_sql(alias, "id", query)
    return SQL(ADDRESSED, message=message, partner=model.env.user.partner_id.id)
