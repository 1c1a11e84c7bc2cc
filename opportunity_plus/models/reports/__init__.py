# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import report_rows
from . import report_money
from . import report_groups
from . import report_frame
