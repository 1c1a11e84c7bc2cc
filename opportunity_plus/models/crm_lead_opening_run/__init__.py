# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import run
from . import planning
from . import running
from . import opening
from . import telling
from . import undoing
from . import importing
