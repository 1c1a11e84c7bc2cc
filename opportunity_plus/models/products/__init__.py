# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_lead
from . import crm_lead_product_line
from . import line_checks
from . import line_writing
from . import line_quotation
from . import line_report
from . import sale_order
from . import res_company
from . import res_config_settings
