# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_first_hour
from . import test_first_hour_boards
from . import test_first_hour_changes
from . import test_first_hour_policies
from . import test_first_hour_rates
from . import test_first_hour_ui
