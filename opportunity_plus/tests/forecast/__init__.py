# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_forecast
from . import test_forecast_report
from . import test_forecast_scores
from . import test_forecast_ui
