# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_lead_assign
from . import crm_lead_sharing
from . import mail_compose_message
