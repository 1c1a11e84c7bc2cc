# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_big_deal_alert
from . import alert_check
from . import alert_delivery
from . import crm_big_deal_notice
from . import crm_big_deal_rule
from . import rule_policy
from . import rule_validation
from . import evaluation
from . import savepoints
from . import replay
from . import crm_big_deal_state
from . import crm_lead
from . import res_users
from . import mail_message
