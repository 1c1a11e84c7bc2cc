# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_lead
from . import crm_lead_stage_history
from . import crm_lost_reason
from . import crm_stage
from . import mail_activity
from . import res_company
from . import res_config_settings
from . import res_partner
