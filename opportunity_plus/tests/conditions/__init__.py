# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_conditions
from . import test_conditions_checklist
from . import test_conditions_creating
from . import test_conditions_dialog
from . import test_conditions_doors
from . import test_conditions_exempt
from . import test_conditions_override
from . import test_conditions_performance
from . import test_conditions_responsible
from . import test_conditions_stages
from . import test_conditions_ui
from . import test_stage_test
from . import test_stage_test_running
