# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import stage_policy
from . import change_reason
from . import stage_choice
from . import fitting_stage
from . import stage_notice
from . import stage_notice_memory
from . import stage_sharing
from . import crm_stage
from . import stage_category
from . import stage_obstacles
from . import stage_outcomes
from . import stage_disabling
from . import stage_enabling
from . import stage_last
from . import disabled_stage
from . import won_stage_word
from . import crm_lead_revision
from . import crm_team
