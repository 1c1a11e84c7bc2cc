# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import NO_ACCESS
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column

# of quotations from before, as far as the chatter tells since the last change of the
# state to another one: the last change to Sent or message with a file to somebody
# outside, else the first message to somebody outside, else the date of the quotation
FILL = """
    WITH message AS (
        SELECT message.id, message.res_id, message.date,
               subtype.id = sent.res_id AS is_to_sent,
               EXISTS (SELECT FROM mail_tracking_value value
                         JOIN ir_model_fields field ON field.id = value.field_id
                          AND field.model = 'sale.order' AND field.name = 'state'
                        WHERE value.mail_message_id = message.id) AS is_change,
               message.message_type IN ('comment', 'email_outgoing')
               AND message.is_internal IS NOT TRUE AND subtype.internal IS NOT TRUE
               AND (message.outgoing_email_to != '' OR EXISTS (
                   SELECT FROM mail_notification told
                    WHERE told.mail_message_id = message.id
                      AND NOT EXISTS (
                          SELECT FROM res_users colleague
                           WHERE colleague.partner_id = told.res_partner_id
                             AND colleague.share IS NOT TRUE))) AS is_outside,
               EXISTS (SELECT FROM message_attachment_rel file
                        WHERE file.message_id = message.id) AS has_file
          FROM mail_message message
          JOIN sale_order sale ON sale.id = message.res_id AND sale.state = 'sent'
     LEFT JOIN mail_message_subtype subtype ON subtype.id = message.subtype_id
     LEFT JOIN ir_model_data sent ON sent.module = 'sale'
           AND sent.name = 'mt_order_sent'
         WHERE message.model = 'sale.order'
    ), reset AS (
        SELECT res_id, max(id) AS id FROM message
         WHERE is_change AND is_to_sent IS NOT TRUE GROUP BY res_id
    ), sending AS (
        SELECT message.res_id,
               COALESCE(max(date) FILTER (WHERE is_change OR has_file),
                        min(date)) AS date
          FROM message LEFT JOIN reset ON reset.res_id = message.res_id
         WHERE (is_change OR is_outside) AND message.id > COALESCE(reset.id, 0)
         GROUP BY message.res_id
    )
    UPDATE sale_order
       SET oplus_quotation_sent_on =
           (known.date AT TIME ZONE 'UTC' AT TIME ZONE known.zone)::date
      FROM (SELECT sale.id, COALESCE(zone.name, 'UTC') AS zone,
                   COALESCE(sending.date, sale.date_order, sale.create_date) AS date
              FROM sale_order sale
         LEFT JOIN sending ON sending.res_id = sale.id
         LEFT JOIN res_company company ON company.id = sale.company_id
         LEFT JOIN res_partner partner ON partner.id = company.partner_id
         LEFT JOIN resource_calendar calendar
                ON calendar.id = company.resource_calendar_id
         LEFT JOIN pg_timezone_names zone
                ON zone.name = COALESCE(partner.tz, calendar.tz)
             WHERE sale.state = 'sent') known
     WHERE known.id = sale_order.id
"""


class SaleOrder(models.Model):
    """When a quotation was last sent to the customer, which Odoo does not keep."""

    _inherit = "sale.order"

    # in the time zone of the company; only opportunities tell it
    oplus_quotation_sent_on = fields.Date(
        compute="_compute_oplus_quotation_sent_on",
        store=True,
        copy=False,
        groups=NO_ACCESS,
        export_string_translation=False,
    )

    @api.depends("state")
    def _compute_oplus_quotation_sent_on(self):
        for order in self:
            day = order.oplus_quotation_sent_on
            if order.state == "draft":
                day = False
            elif order.state == "sent" and not day:
                day = order.company_id._oplus_today()
            order.oplus_quotation_sent_on = day

    def _message_post_after_hook(self, message, msg_values):
        """Note the day if a quotation that was sent already is sent once more."""
        if self.env.context.get("mark_so_as_sent"):
            # sudo: kept for whoever may send a quotation; users have no access to it
            sent = self.sudo().filtered(lambda order: order.state == "sent")
            for company, orders in sent.grouped("company_id").items():
                orders.oplus_quotation_sent_on = company._oplus_today()
        return super()._message_post_after_hook(message, msg_values)

    def _auto_init(self):
        """Fill the column at once: the ORM would compute one order after the other."""
        if not column_exists(self.env.cr, self._table, "oplus_quotation_sent_on"):
            create_column(self.env.cr, self._table, "oplus_quotation_sent_on", "date")
            self._oplus_quotation_fill_sent_on()
        return super()._auto_init()

    def _oplus_quotation_fill_sent_on(self):
        # raw SQL: all quotations at once
        self.env.cr.execute(SQL(FILL))
