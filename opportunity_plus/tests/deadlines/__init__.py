# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_deadlines
from . import test_deadlines_calendars
from . import test_deadlines_holidays
from . import test_deadlines_installed
from . import test_deadlines_performance
from . import test_deadlines_targets
from . import test_deadlines_ui
from . import test_reminder
from . import test_reminder_failures
from . import test_slip
from . import test_slip_edges
from . import test_snooze
from . import test_snooze_plan
from . import test_stalled
from . import test_stalled_concurrency
from . import test_stalled_failures
from . import test_stalled_jobs
from . import test_stalled_notices
from . import test_stalled_plans
from . import test_stalled_reassigned
