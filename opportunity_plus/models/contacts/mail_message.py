# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..foundation.access import leads_of
from .kinds import DOCUMENTS, MAILS

# what decides on whether a message is a contact, and of what
WATCHED = {
    *("author_id", "body", "date", "is_internal", "mail_activity_type_id"),
    *("message_type", "model", "oplus_activity_id", "oplus_is_unreached"),
    *("incoming_email_cc", "incoming_email_to", "outgoing_email_to"),
    *("res_id", "subtype_id"),
}
LINKS = {"model", "res_id"}
# what is read of a message of whatever document, to see whether it concerns any
READ = ("mail_activity_type_id", "message_type", "model", "res_id")


class MailMessage(models.Model):
    """What a message says of a contact.

    It is kept with the message and not with the done activity, which Odoo deletes when
    opportunities are merged. Only the system writes it.
    """

    _inherit = "mail.message"

    oplus_is_unreached = fields.Boolean(
        "Nobody Reached",
        copy=False,
        groups="base.group_system",
        prefetch="opportunity_plus",
    )
    oplus_activity_id = fields.Many2one(
        "mail.activity",
        "Done Activity",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        groups="base.group_system",
        prefetch="opportunity_plus",
        export_string_translation=False,
    )
    oplus_next_activity_id = fields.Many2one(
        "mail.activity",
        "Next Step",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        groups="base.group_system",
        prefetch="opportunity_plus",
        export_string_translation=False,
    )

    # through these two methods the ORM reaches the table, whatever the door

    def _create(self, data_list):
        messages = super()._create(data_list)
        note = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note")
        messages.filtered(
            lambda message: (
                message.subtype_id.id != note
                or message.mail_activity_type_id
                or message.message_type not in ("comment", "email")
            )
        )._oplus_contact_touch()
        return messages

    def _write_multi(self, vals_list):
        written = set().union(*vals_list)
        if LINKS & written:
            # raw SQL: where the messages were before
            query = SQL(
                "SELECT model, res_id FROM mail_message WHERE id IN %s", self._ids
            )
            self._oplus_contact_touch_documents(self.env.execute_query(query))
        if WATCHED & written:
            self._oplus_contact_touch()
        return super()._write_multi(vals_list)

    def unlink(self):
        self._oplus_contact_touch()
        return super().unlink()

    def _oplus_contact_touch(self):
        """Note the opportunities whose contacts these messages may be."""
        # sudo: only marks their opportunities
        messages = self.sudo()
        messages.fetch(READ)
        self._oplus_contact_touch_documents(
            (message.model, message.res_id)
            for message in messages
            if message.model in DOCUMENTS
            and (message.mail_activity_type_id or message.message_type in MAILS)
        )

    @api.model
    def _oplus_contact_touch_documents(self, documents):
        """:param documents: models and ids"""
        ids = {model: set() for model in DOCUMENTS}
        for model, id_ in documents:
            if model in ids and id_:
                ids[model].add(id_)
        self.env["crm.lead"].browse(ids["crm.lead"])._oplus_contact_touch()
        if ids["sale.order"]:
            orders = self.env["sale.order"].browse(ids["sale.order"]).exists()
            leads_of(orders, "opportunity_id")._oplus_contact_touch()
