# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_arrival
from . import test_arrival_lists
from . import test_arrival_settings
from . import test_conversion_given
from . import test_conversion_link
from . import test_default_name
from . import test_emptied_revenue
from . import test_entry
from . import test_entry_companies
from . import test_entry_doors
from . import test_entry_empty
from . import test_entry_nothing
from . import test_far_dates
from . import test_opportunity_type
from . import test_required_dates
from . import test_small_forms
from . import test_small_forms_columns
from . import test_source
from . import test_type_proposals
