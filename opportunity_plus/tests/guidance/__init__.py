# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_checklist
from . import test_checklist_access
from . import test_checklist_concurrency
from . import test_checklist_doors
from . import test_checklist_performance
from . import test_checklist_progress
from . import test_guidance
from . import test_guidance_ui
