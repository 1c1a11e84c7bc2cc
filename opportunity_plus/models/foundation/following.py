# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmLead(models.Model):
    """Events that followers can ask to be told of, besides those of Odoo."""

    _inherit = "crm.lead"

    def _oplus_tell_followers(self, event, body, **values):
        """Post on those of these opportunities that have followers who asked for it.

        :param event: the end of the name of the subtype: ``shared``, ``stalled`` or
            ``big_deal``
        :param body: returns the text of the message of an opportunity
        :param values: more about the message
        :return: the opportunities with a message
        """
        subtype = self.env.ref(f"opportunity_plus.mt_lead_{event}", False)
        # sudo: followers may be out of the user's sight; only their number matters
        followers = self.env["mail.followers"].sudo()
        asked = followers._read_group(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("subtype_ids", "in", subtype.ids if subtype else []),
            ],
            ["res_id"],
        )
        followed = self.browse(id_ for (id_,) in asked)
        for lead in followed:
            lead.message_post(body=body(lead), subtype_id=subtype.id, **values)
        return followed
