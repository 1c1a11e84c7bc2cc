# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_rate
from . import test_rate_arrival
from . import test_rate_slider_ui
