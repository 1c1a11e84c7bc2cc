# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_contact_log_ui
from . import test_contacts
from . import test_contacts_concurrency
from . import test_contacts_customer
from . import test_contacts_doors
from . import test_contacts_filled
from . import test_contacts_hidden
from . import test_contacts_list
from . import test_contacts_log
from . import test_contacts_outside
from . import test_contacts_period
from . import test_contacts_reader
from . import test_contacts_refused
from . import test_contacts_silence
from . import test_contacts_state
from . import test_contacts_triggered
