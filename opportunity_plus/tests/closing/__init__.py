# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_closing
from . import test_closing_date_missing
from . import test_closing_detours
from . import test_closing_http
from . import test_closing_locked
from . import test_closing_lost_dialog
from . import test_closing_report
from . import test_closing_steps
from . import test_closing_told
from . import test_closing_ui
from . import test_closing_undo
from . import test_closing_undo_given
from . import test_closing_undo_happened
from . import test_closing_undo_refused
from . import test_closing_undo_traces
from . import test_confirmed_order
from . import test_given_salesperson
from . import test_lost_leads
from . import test_reopening
from . import test_reopening_dialog
from . import test_reopening_request
from . import test_reopening_salesperson
from . import test_reopening_shared
from . import test_reopening_superuser
from . import test_reopening_words
from . import test_winning
