# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_backfill
from . import test_backfill_legacy
from . import test_concurrency
from . import test_history
from . import test_history_access
from . import test_interactions
from . import test_interactions_outcomes
from . import test_ledger
from . import test_ledger_doors
from . import test_ledger_edges
from . import test_ledger_facts
from . import test_ledger_faults
from . import test_ledger_gone
from . import test_ledger_lives
from . import test_ledger_moments
from . import test_ledger_scoring
from . import test_ledger_upgrade
from . import test_lost_moves
from . import test_merging
from . import test_merging_closings
from . import test_recorder
