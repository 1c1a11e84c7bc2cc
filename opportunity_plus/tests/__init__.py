# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_backfill
from . import test_backfill_legacy
from . import test_closing
from . import test_closing_detours
from . import test_closing_http
from . import test_closing_report
from . import test_concurrency
from . import test_doors
from . import test_history
from . import test_history_access
from . import test_interactions
from . import test_merging
from . import test_performance
from . import test_recorder
from . import test_reopening
from . import test_reopening_dialog
from . import test_reopening_request
from . import test_stage_change
from . import test_stage_notice
from . import test_ui
