# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_lead_readable_mixin
from . import crm_lead_log
from . import account_move
from . import crm_activity_report
from . import crm_big_deal_alert
from . import crm_big_deal_notice
from . import crm_big_deal_rule
from . import crm_big_deal_state
from . import crm_lead
from . import crm_lead_share
from . import crm_lead_handover
from . import crm_lead_handover_line
from . import crm_lead_stage_history
from . import crm_lost_reason
from . import crm_stage
from . import crm_team
from . import mail_activity
from . import mail_message
from . import mail_thread
from . import res_company
from . import res_config_settings
from . import res_partner
from . import res_users
from . import sale_order
