# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_call_campaign
from . import test_call_campaign_access
from . import test_call_campaign_batches
from . import test_call_campaign_concurrency
from . import test_call_campaign_others
from . import test_call_campaign_touches
from . import test_call_campaign_undo
from . import test_opening
from . import test_opening_access
from . import test_opening_companies
from . import test_opening_doors
from . import test_opening_imports
