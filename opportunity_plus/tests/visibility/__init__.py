# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_access_documents
from . import test_access_opportunities
from . import test_answers_by_mail
from . import test_assigning
from . import test_assigning_concurrency
from . import test_assigning_threads
from . import test_reader_mails
from . import test_reader_posting
from . import test_refusals
from . import test_refused_names
from . import test_sharing
from . import test_sharing_dialog
from . import test_sharing_first
from . import test_sharing_last_day
from . import test_sharing_merged
from . import test_sharing_screens
from . import test_tracked
from . import test_visibility
from . import test_visibility_companies
from . import test_visibility_dialogs
from . import test_visibility_forms
from . import test_visibility_mail
from . import test_visibility_moving
from . import test_visibility_tables
