# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_handover
from . import test_handover_access
from . import test_handover_archiving
from . import test_handover_batches
from . import test_handover_companies
from . import test_handover_concurrency
from . import test_handover_kinds
from . import test_handover_offer
from . import test_handover_people
from . import test_handover_shares
from . import test_handover_then_archive
from . import test_handover_ui
from . import test_handover_undo
from . import test_leaving
