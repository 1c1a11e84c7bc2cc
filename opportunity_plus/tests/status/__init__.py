# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_pipeline_status
from . import test_pipeline_status_edges
from . import test_pipeline_status_past
from . import test_pipeline_status_ui
