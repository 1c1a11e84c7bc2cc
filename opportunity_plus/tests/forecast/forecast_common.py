# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ..common import OpportunityPlusCommon

NOW = "2026-03-16T08:00"


class ForecastCommon(OpportunityPlusCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.sudo().partner_id.tz = "UTC"
        cls.env = cls.env(context={**cls.env.context, "tz": "UTC"})

    def _expected(self, day, **vals):
        values = {"expected_revenue": 1000, "probability": 50, **vals}
        return self._lead(name=day or "Someday", date_deadline=day, **values)
