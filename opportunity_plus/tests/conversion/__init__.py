# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_conversion
from . import test_conversion_access
from . import test_conversion_lives
from . import test_conversion_money
from . import test_conversion_target
from . import test_conversion_time
from . import test_success
from . import test_success_created
