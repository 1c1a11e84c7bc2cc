# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import line
from . import refusing
from . import sharing
from . import team
from . import transfer
