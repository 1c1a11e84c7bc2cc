# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_lead_contact
from . import crm_lead_contact_state
from . import mail_activity
from . import mail_activity_type
from . import mail_message
from . import mail_notification
from . import calendar_attendee
from . import calendar_event
from . import sale_order
from . import silence
from . import silence_search
from . import crm_contact_log_mixin
from . import crm_lead
from . import choices
from . import res_partner
from . import res_company
from . import res_config_settings
