# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..foundation.transaction import remember

# memory of the transaction: what it has ended, by id of the opportunity
ENDED = "opportunity_plus.stays_ended"


class CrmLead(models.Model):
    """What ends with a stay: its snooze, and what the plan of its stall left open.

    The recorder also runs at savepoints, halfway through a transaction. An opportunity
    that is back where it was at the end of it has not moved: its stay goes on, and what
    a savepoint has ended is brought back.
    """

    _inherit = "crm.lead"

    def _oplus_stay_end(self, rows):
        """Cancel the activities of stays that are over; bring back what ended too soon.

        :param rows: tuples (id of the opportunity, id of its new stay if it is open,
            whether its stay is new, snoozed until, why, ids of open activities) of
            those that a transaction has moved; the snooze is as it was before
        """
        memory, kept = remember(self.env, ENDED), {}
        over = self.env["mail.activity"].browse([id_ for row in rows for id_ in row[5]])
        plans = {
            activity.id: {**vals, "oplus_stall_id": activity.oplus_stall_id.id}
            for activity, vals in zip(over, over.copy_data(), strict=True)
        }
        going_on = {}
        for lead_id, stay_id, is_new, until, reason, ids in rows:
            if is_new:
                kept[stay_id] = memory[lead_id] = {
                    "snooze_until": until,
                    "snooze_reason": reason,
                    "activities": [plans[id_] for id_ in ids],
                }
            elif lead_id in memory:
                going_on[lead_id] = memory[lead_id]
        over.unlink()
        kept.pop(None, None)  # of what is closed, see crm.lead.closing
        self.env["crm.lead.revision"]._revision_keep_ended(kept)
        self._oplus_stay_resume(going_on)

    def _oplus_stay_resume(self, ended):
        """Bring back snoozes and activities of stays that go on.

        :param ended: the snooze, and values to plan the open activities again, by id of
            the opportunity
        """
        snoozes = {}
        for lead_id, one in ended.items():
            snooze = one["snooze_until"], one["snooze_reason"]
            snoozes.setdefault(snooze, []).append(lead_id)
        for (until, reason), ids in snoozes.items():
            if until:
                vals = {"snooze_until": until, "snooze_reason": reason}
                self.browse(ids).write(vals)
        if plans := [vals for one in ended.values() for vals in one["activities"]]:
            # nobody is sent a mail for each activity
            activities = self.env["mail.activity"]
            activities.with_context(mail_activity_quick_update=True).create(plans)
