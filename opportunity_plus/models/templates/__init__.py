# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import translated_texts
from . import crm_pipeline_template
from . import own_stages
from . import crm_pipeline_template_line
from . import crm_pipeline_template_point
from . import crm_pipeline_template_activity
from . import crm_stage
from . import crm_lead
from . import crm_team
