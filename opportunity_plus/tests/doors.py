# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The doors by which people and programs change opportunities, each written once.

Each takes opportunities and values, and changes them as its screen or program does.
"""

from odoo.exceptions import ValidationError


def write(leads, vals):
    leads.write(vals)


def attribute(leads, vals):
    for name, value in vals.items():
        for lead in leads:
            lead[name] = value


def form(leads, vals):
    """A form that is saved, or a card that is dragged."""
    for lead in leads:
        lead.web_save(vals, {name: {} for name in vals})


def mass_edit(leads, vals):
    """A list in which several rows are edited at once."""
    leads.web_save_multi([vals] * len(leads), {})


def untracked(leads, vals):
    leads.with_context(tracking_disable=True).write(vals)


def superuser(leads, vals):
    leads.sudo().write(vals)


def lose(leads, reason, **vals):
    """The dialog that asks for the lost reason.

    :param reason: the lost reason; may be empty
    """
    dialog = leads.env["crm.lead.lost"]
    vals |= {"lead_ids": leads.ids, "lost_reason_id": reason.id}
    dialog.create(vals).action_lost_reason_apply()


def load(leads, names, rows, error=ValidationError):
    """An import.

    :raise ValidationError: with what it says is wrong, or the given error
    """
    result = leads.load(names, rows)
    if result["messages"]:
        raise error(" ".join(one["message"] for one in result["messages"]))
    return leads.browse(result["ids"])


def load_again(leads, row, error=ValidationError):
    """An import that updates opportunities, archived ones included.

    :param row: texts by name of the column
    """
    leads = leads.with_context(active_test=False)
    rows = [[str(lead.id), *row.values()] for lead in leads]
    return load(leads, [".id", *row], rows, error)


def each(vals, another):
    """Return the doors for any value, by name; each takes one opportunity.

    :param another: creates an opportunity that is edited together with it
    """
    return {
        "write": lambda lead: write(lead, vals),
        "attribute": lambda lead: attribute(lead, vals),
        "form": lambda lead: form(lead, vals),
        "mass edit": lambda lead: mass_edit(lead | another(), vals),
        "untracked": lambda lead: untracked(lead, vals),
        "superuser": lambda lead: superuser(lead, vals),
    }
