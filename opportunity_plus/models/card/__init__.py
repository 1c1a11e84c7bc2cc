# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import expected_closing
from . import ir_http
from . import next_stage
from . import res_company
from . import res_config_settings
