# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import lost
from . import lost_leads
from . import date_closed
from . import won
from . import lock
from . import reopening
from . import reopening_request
from . import reopened_salesperson
from . import ir_actions_server
from . import crm_lost_reason
from . import mail_activity
from . import res_company
from . import res_config_settings
from . import crm_lead_closing
from . import closing_memory
from . import undo_traces
from . import closing_undo
from . import closing_told
from . import confirmed_order
from . import success_rate
