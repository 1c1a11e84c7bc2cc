# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_lead
from . import arrival
from . import checks
from . import company
from . import converting
from . import empty_values
from . import default_name
from . import default_salesperson
from . import crm_lead_type
from . import type_proposals
from . import mail_gateway
from . import crm_opportunity_type
from . import res_company
from . import res_config_settings
from . import res_partner
from . import crm_team_member
