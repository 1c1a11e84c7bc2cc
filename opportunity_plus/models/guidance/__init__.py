# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_stage_checkpoint
from . import crm_lead_tick
from . import crm_stage
from . import crm_team
from . import crm_lead
from . import checklist_search
from . import guidance_panel
from . import res_users_settings
