# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Domain


def search_visible(name):
    """Return a search method for the list of opportunities of another model.

    Odoo compares given ids without checking access to them. A user could otherwise find
    out to which record any opportunity belongs.

    :param name: name of the field with the opportunities
    """

    def search(records, operator, value):
        if records.env.su or operator not in ("in", "not in"):
            return Domain(name, operator, value)
        found = Domain.FALSE
        if records.env["crm.lead"].has_access("read"):
            ids = [id_ for id_ in value if id_]
            found = Domain(name, "any", Domain("id", "in", ids))
            if False in value:
                found |= ~Domain(name, "any", Domain.TRUE)
        elif False in value:
            found = Domain.TRUE
        return found if operator == "in" else ~found

    return search
