# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import introduction
from . import crm_first_hour
from . import figures
from . import people
from . import boards
from . import policies
from . import rates
