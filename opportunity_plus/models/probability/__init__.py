# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_lead
from . import scoring
from . import returning
from . import rising_rates
from . import res_company
from . import res_config_settings
