# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_lead_opening
from . import crm_lead_opening_touched
from . import crm_lead_opening_run
from . import run_preview
from . import run_batches
from . import run_opening
from . import run_receipt
from . import run_undo
from . import run_import
from . import crm_lead
from . import crm_lead_campaign
from . import base
from . import res_company
from . import res_config_settings
from . import res_partner
from . import res_users
