# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_card
from . import test_day_ui
from . import test_day_views
from . import test_expected_closing_filters
from . import test_finding
from . import test_finding_ui
from . import test_next_stage
