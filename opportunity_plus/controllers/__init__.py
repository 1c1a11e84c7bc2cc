# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import attachment
from . import closing
from . import digest
from . import report
from . import thread
