# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Domain


def search_visible(name):
    """Return a search method for a list of records that the user may not read.

    Odoo compares given ids without checking access to them. A user could otherwise find
    out to which record any opportunity belongs. As there, lost and archived ones count.

    :param name: name of the field with the list
    """

    def search(records, operator, value):
        if records.env.su or operator not in ("in", "not in"):
            return Domain(name, operator, value)
        found, listed = Domain.FALSE, records.env[records._fields[name].comodel_name]
        if listed.has_access("read"):
            ids = [id_ for id_ in value if id_]
            given = listed._search([("id", "in", ids)], active_test=False)
            found = Domain(name, "any", given)
            if False in value:
                found |= ~Domain(name, "any", listed._search([], active_test=False))
        elif False in value:
            found = Domain.TRUE
        return found if operator == "in" else ~found

    return search
