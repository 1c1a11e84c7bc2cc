# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_document_forms
from . import test_document_links
from . import test_document_work
from . import test_documents
from . import test_documents_lost
from . import test_finance
from . import test_money
from . import test_money_currencies
from . import test_money_exchange
from . import test_money_filters
from . import test_money_notes
from . import test_money_owners
from . import test_money_performance
from . import test_money_printed
from . import test_money_readers
from . import test_money_reversals
from . import test_money_split
from . import test_overdue
from . import test_quotation_readers
from . import test_quotation_state
from . import test_quotation_ui
from . import test_quotation_words
