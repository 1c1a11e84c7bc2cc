# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml.builder import E

from odoo import models

# fields that no share lets a user change
RESPONSIBLE = {"user_id", "team_id", "company_id"}


class CrmLead(models.Model):
    """Forms and lists for users who may only read an opportunity."""

    _inherit = "crm.lead"

    def _oplus_share_is_reader(self):
        """Tell whether an opportunity is shared with the user for reading only."""
        read, write = (
            self._oplus_visibility_grant(operation).shares
            for operation in ("read", "write")
        )
        return bool(
            read and read.ids(self.env) and read.ids(self.env) - write.ids(self.env)
        )

    def _oplus_share_offer(self, arch, view_type):
        """Disable fields and buttons of all add-ons for users who may only read.

        The server refuses them anyway. Lists of other users load nothing for this.
        """
        if view_type == "form" and arch.xpath("//field[@name='oplus_can_write']"):
            for node in arch.xpath("//field[not(ancestor::field)]"):
                field = self._fields[node.get("name")]
                if node.get("readonly") or not field.readonly:
                    needed = (
                        "oplus_can_share"
                        if field.name in RESPONSIBLE
                        else "oplus_can_write"
                    )
                    self._oplus_share_refuse(node, "readonly", needed)
            for node in arch.xpath("//header/button"):
                self._oplus_share_refuse(node, "invisible", "oplus_can_write")
        if view_type == "list" and self._oplus_share_is_reader():
            for node in arch.xpath("./button"):
                self._oplus_share_refuse(node, "invisible", "oplus_can_write")
            arch.append(E.field(name="oplus_can_write", column_invisible="True"))
        if view_type == "kanban" and self._oplus_share_is_reader():
            self._oplus_share_offer_on_cards(arch)

    def _oplus_share_offer_on_cards(self, arch):
        """Leave out the entries of a card's menu that change the opportunity."""
        for node in arch.xpath("//t[@t-name='menu']//a[@name]"):
            condition, needed = node.get("t-if"), "record.oplus_can_write.raw_value"
            both = f"{needed} and ({condition})" if condition else needed
            node.set("t-if", both)
        arch.append(E.field(name="oplus_can_write"))

    def _oplus_share_refuse(self, node, attribute, needed):
        condition = node.get(attribute)
        both = f"not {needed} or ({condition})" if condition else f"not {needed}"
        node.set(attribute, both)
