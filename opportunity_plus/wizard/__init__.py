# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import alerts
from . import closing
from . import conditions
from . import deadlines
from . import documents
from . import entry
from . import foundation
from . import handover
from . import pipeline
from . import templates
from . import visibility
