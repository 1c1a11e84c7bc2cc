# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import base
from . import calendar_event
from . import crm_activity_report
from . import facts
from . import crm_lead
from . import search_filters
from . import own_pipeline
from . import sharing
from . import reader_screens
from . import assigning_lock
from . import assignment
from . import company_move
from . import crm_lead_share
from . import share_eligibility
from . import share_notification
from . import crm_team
from . import ir_rule
from . import mail_activity
from . import mail_followers
from . import mail_message
from . import mail_thread
from . import res_users
from . import resource_calendar
from . import res_company
from . import res_config_settings
from . import res_partner
