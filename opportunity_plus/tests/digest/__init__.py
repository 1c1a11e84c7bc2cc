# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_digest
from . import test_digest_agrees
from . import test_digest_kept
from . import test_digest_lists
from . import test_digest_more
from . import test_digest_odoo
