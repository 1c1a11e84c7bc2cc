# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_policy_mixin
from . import crm_system_rows
from . import crm_batch_work
from . import currency
from . import crm_lead
from . import crm_lead_chosen_mixin
from . import exemption
from . import following
from . import import_cells
from . import ir_cron
from . import reading
from . import res_company
from . import res_config_settings
from . import words
