# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import foundation
from . import recording
from . import closing
from . import pipeline
from . import probability
from . import entry
from . import card
from . import visibility
from . import documents
from . import products
from . import alerts
from . import opening
from . import handover
from . import guidance
from . import deadlines
from . import conditions
from . import contacts
from . import conversion
from . import templates
from . import bridge
from . import status
from . import forecast
from . import digest
from . import board_order
from . import today
from . import doors
