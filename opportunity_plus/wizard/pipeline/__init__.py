# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_lead_reason
from . import crm_stage_disable
from . import crm_stage_disable_line
