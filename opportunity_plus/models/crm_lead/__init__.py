# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import recorder
from . import entry
from . import entry_name
from . import entry_salesperson
from . import closing_rate
from . import opportunity_type
from . import history
from . import closing
from . import closing_date
from . import reopening
from . import reopening_request
from . import stage_change
from . import stage_notice
from . import visibility
from . import sharing
from . import assigning
from . import documents
from . import products
from . import alerts
from . import opening
from . import money_statements
from . import money_split
from . import money_sums
from . import money
from . import money_filters
from . import merging
