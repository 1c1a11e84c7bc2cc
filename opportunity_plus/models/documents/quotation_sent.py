# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import NO_ACCESS
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column

# of quotations from before, as far as the chatter tells: the last change of the state,
# else the first e-mail, else the date of the quotation
FILL = """
    UPDATE sale_order SET oplus_quotation_sent_on = known.moment::date
      FROM (SELECT sale.id,
                   COALESCE(
                       (SELECT max(message.date)
                          FROM mail_message message
                          JOIN mail_tracking_value value
                            ON value.mail_message_id = message.id
                          JOIN ir_model_fields field ON field.id = value.field_id
                           AND field.model = 'sale.order' AND field.name = 'state'
                         WHERE message.model = 'sale.order'
                           AND message.res_id = sale.id),
                       (SELECT min(message.date)
                          FROM mail_message message
                         WHERE message.model = 'sale.order'
                           AND message.res_id = sale.id
                           AND message.message_type IN ('comment', 'email_outgoing')),
                       sale.date_order, sale.create_date) AS moment
              FROM sale_order sale
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

    def message_post(self, **kwargs):
        """Note the day if a quotation that was sent already is sent once more."""
        message = super().message_post(**kwargs)
        if self.env.context.get("mark_so_as_sent"):
            # sudo: kept for whoever may send a quotation; users have no access to it
            sent = self.sudo().filtered(lambda order: order.state == "sent")
            for company, orders in sent.grouped("company_id").items():
                orders.oplus_quotation_sent_on = company._oplus_today()
        return message

    def _auto_init(self):
        """Fill the column at once: the ORM would compute one order after the other."""
        if not column_exists(self.env.cr, self._table, "oplus_quotation_sent_on"):
            create_column(self.env.cr, self._table, "oplus_quotation_sent_on", "date")
            self._oplus_quotation_fill_sent_on()
        return super()._auto_init()

    def _oplus_quotation_fill_sent_on(self):
        # raw SQL: all quotations at once
        self.env.cr.execute(SQL(FILL))
