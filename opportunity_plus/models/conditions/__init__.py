# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_stage
from . import crm_lead_revision
from . import judging
from . import checking
from . import overriding
from . import move_form
from . import moving
from . import creating
from . import sale_order
from . import replay
from . import replay_exempt
from . import replay_today
