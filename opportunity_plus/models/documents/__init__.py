# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import account_move
from . import document_check
from . import account_move_link
from . import account_move_line
from . import account_move_origin
from . import account_move_reversal
from . import crm_lead
from . import linking
from . import belongings
from . import amount_statements
from . import amount_settlement
from . import amount_split
from . import amount_sums
from . import amounts
from . import amount_filters
from . import having_documents
from . import amount_printed
from . import amount_overdue
from . import quotation_statement
from . import quotation_sent
from . import quotation_state
from . import sale_order
from . import sale_order_line
