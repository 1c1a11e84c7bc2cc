# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import gone
from . import crm_lead_currency_mixin
from . import crm_lead_revision
from . import revision_recording
from . import ledger_check
from . import closed
from . import recorder
from . import crm_lead
from . import merging
from . import crm_lead_stage_history
from . import backfill_chatter
from . import backfill
from . import res_partner
