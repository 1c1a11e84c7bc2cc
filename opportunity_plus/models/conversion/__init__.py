# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import scope
from . import ledger_scope
from . import targets
from . import conversion
from . import bottleneck
from . import success
from . import crm_lead_conversion
