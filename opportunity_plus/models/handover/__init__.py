# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import movers
from . import crm_lead_handover
from . import preview
from . import run
from . import receipt
from . import crm_lead_handover_line
from . import line_refusals
from . import line_shares
from . import line_team
from . import line_transfer
from . import line_value
from . import res_users
from . import archiving
