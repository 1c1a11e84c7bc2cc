# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The figures of a bridge, in their order on the page."""

COMING = ("new", "reopened", "reassigned_in", "pulled_in")
CHANGING = ("increased", "decreased")
LEAVING = (
    *("slipped", "pulled_out", "won", "lost", "reassigned_out", "merged", "deleted"),
)
MOVEMENTS = ("opening", *COMING, *CHANGING, *LEAVING, "closing")
# as numbers in the statements
CODES = {name: code for code, name in enumerate(MOVEMENTS)}

MEASURES = ("expected_revenue", "weighted_revenue")
VIEWS = ("net", "gross")
