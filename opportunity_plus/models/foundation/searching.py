# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from functools import wraps

from odoo.fields import Domain
from odoo.tools import SQL

# operators of searches for which something comes first
COMPARISONS = {operator: SQL(operator) for operator in ("<", "<=", ">", ">=")}


def search_true(method):
    """Decorate the search method of a boolean field.

    :param method: returns the domain of the records for which the field is true
    """

    @wraps(method)
    def search(records, operator, value):
        if operator != "in":
            return NotImplemented
        if len(set(map(bool, value))) > 1:
            return Domain.TRUE
        found = method(records)
        return found if any(value) else ~found

    return search
