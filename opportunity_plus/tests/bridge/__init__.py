# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_bridge
from . import test_bridge_gone
from . import test_bridge_groups
from . import test_bridge_lives
from . import test_bridge_money
from . import test_bridge_page
from . import test_bridge_readers
from . import test_bridge_window
from . import test_pipeline_at
from . import test_pipeline_edges
from . import test_pipeline_over_time
