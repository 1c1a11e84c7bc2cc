# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""All that people and jobs do, in a database with many opportunities and years of
history; the bars are 1.10 of Odoo alone, 1.5 of an administrator's search, and 2 times
the bare SQL of a report."""

from .measuring import run
