# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import base
from . import crm_opening_quiet_mixin
from . import res_company
from . import res_config_settings
from . import res_partner
from . import res_users
