# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import base_module_uninstall
from . import crm_big_deal_test
from . import crm_lead_handover_offer
from . import crm_lead_lost
from . import crm_lead_reason
from . import crm_lead_to_opportunity
from . import crm_lead_assign
from . import crm_lead_sharing
from . import crm_lead_snooze
from . import mail_compose_message
from . import crm_quotation_partner
from . import crm_stage_test
from . import crm_stage_disable
from . import crm_stage_disable_line
from . import crm_pipeline_template_apply
