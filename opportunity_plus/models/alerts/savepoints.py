# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL

from ..foundation.transaction import remember
from .crossing import TAKE_BACK

MEMORY = "opportunity_plus.alerts"


class CrmBigDealRule(models.Model):
    """Lets what is stored at the end of a transaction decide.

    Savepoints look at the opportunities as well, halfway through a transaction. Each
    look takes back what the ones before it did in the same transaction, so only what
    the last one sees remains.
    """

    _inherit = "crm.big.deal.rule"

    def _alert_memory(self):
        return remember(self.env, MEMORY)

    def _alert_count_anew(self):
        """Count from what is stored now."""
        self._alert_memory().clear()

    def _alert_remember(self, rows):
        """Note where pairs stood before this transaction, and its alerts.

        :param rows: tuples (id of the alert, rule id, opportunity id, whether there was
            a state, is_reached, is_armed, crossing, date_deadline)
        """
        memory = self._alert_memory()
        for alert_id, rule_id, lead_id, *before in rows:
            alert_ids, _first = memory.setdefault((rule_id, lead_id), (set(), before))
            if alert_id:
                alert_ids.add(alert_id)

    def _alert_take_back(self, lead_ids):
        """Undo what this transaction did to opportunities so far."""
        self._alert_restore(self._alert_past(set(lead_ids)))

    def _alert_past(self, lead_ids):
        """Return where opportunities stood before this transaction.

        :return: ids of alerts raised since, and where the pair stood, by (rule id,
            opportunity id)
        """
        return {
            pair: known
            for pair, known in self._alert_memory().items()
            if pair[1] in lead_ids
        }

    def _alert_restore(self, past):
        """Bring pairs back to where they stood; drop alerts that are not sent yet.

        :param past: see ``_alert_past``
        """
        if not past:
            return
        names = ("known", "reached", "armed", "crossings", "deadlines")
        befores = [before for _alert_ids, before in past.values()]
        columns = map(list, zip(*befores, strict=True))
        # raw SQL: nobody writes these through the ORM; only pairs of this transaction
        self.env.cr.execute(
            SQL(
                TAKE_BACK,
                alerts=[
                    id_ for alert_ids, _before in past.values() for id_ in alert_ids
                ],
                rules=[rule_id for rule_id, _lead_id in past],
                leads=[lead_id for _rule_id, lead_id in past],
                **dict(zip(names, columns, strict=True)),
            )
        )
        for name in ("crm.big.deal.state", "crm.big.deal.alert"):
            self.env[name].invalidate_model(flush=False)
