# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_today
from . import test_today_groups
from . import test_today_rule
from . import test_today_steps
from . import test_today_ui
from . import test_whole_day_ui
