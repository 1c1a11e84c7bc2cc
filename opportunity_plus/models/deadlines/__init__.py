# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_stage_target
from . import crm_stage
from . import crm_team
from . import res_company
from . import res_config_settings
from . import working_days
from . import zones
from . import crm_lead_revision
from . import stage_deadline
from . import proposed_deadline
from . import stay_days
from . import stay_end
from . import stay_resumed
from . import stay_slip
from . import stalled
from . import crm_lead_stall
from . import stall_plan
from . import stall_notice
from . import stall_failure
from . import snooze
from . import crm_lead_reminder
from . import reminder_job
from . import reminder_tidying
from . import reminder_resumed
from . import reminder_following
from . import mail_activity
