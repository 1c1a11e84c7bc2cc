# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import res_company
from . import res_config_settings
from . import res_users
from . import crm_pipeline_digest
from . import digest_job
from . import digest_content
from . import digest_lists
from . import digest_preview
from . import digest_digest
