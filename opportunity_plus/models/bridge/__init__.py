# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import pipeline_at
from . import question
from . import bridge
from . import bridge_page
