# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import rule
from . import policy
from . import validation
from . import evaluation
from . import repeating
from . import replay
