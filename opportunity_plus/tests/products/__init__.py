# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_products
from . import test_products_access
from . import test_products_merging
from . import test_products_performance
from . import test_products_quotation
from . import test_products_report
from . import test_products_revenue
