# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_alerts
from . import test_alerts_access
from . import test_alerts_addresses
from . import test_alerts_concurrency
from . import test_alerts_currencies
from . import test_alerts_delivery
from . import test_alerts_doors
from . import test_alerts_failures
from . import test_alerts_marking
from . import test_alerts_performance
from . import test_alerts_rearming
from . import test_alerts_replay
from . import test_alerts_rules
