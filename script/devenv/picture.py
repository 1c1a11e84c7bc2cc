"""A picture of the manual, and how it is come to; see :mod:`devenv.pictures`."""

from dataclasses import dataclass

DESKTOP, TALL, PHONE = (1366, 768), (1366, 1100), (390, 844)
ENGLISH, ALL = ("en_US",), ("en_US", "th_TH", "vi_VN")


@dataclass
class Picture:
    """A page as somebody sees it; ``@NAME`` is the id of a record of the demo.

    :param complete: what is there once the page is whole, also after the clicks
    :param clicks: what is clicked then, each as soon as it is there
    :param script: JavaScript that is run before the clicks, with ``orm`` and ``action``
    :param ready: what is there once the script can run
    :param scroll: what is scrolled to the top
    :param after: what is clicked once it is taken, which takes back what was done
    :param languages: one picture for each, with its code in the name but for English
    """

    login: str
    path: str
    complete: str
    clicks: tuple = ()
    script: str = ""
    ready: str = ".o_kanban_record, .o_data_row, .o_form_view"
    scroll: str = ""
    after: tuple = ()
    size: tuple = DESKTOP
    languages: tuple = ALL


CARD = ".o_kanban_record:not(.o_kanban_ghost)"
DIALOG = ".modal .o_form_view, .modal .o_dialog"
DEAL = "/odoo/crm/@opportunity_demo_"


def action(name):
    return f"/odoo/action-{name}"


def dialog_on(deal, name, **options):
    """Return a script that opens a dialog about an opportunity."""
    lead = f"@opportunity_demo_{deal}"
    context = f"active_model: 'crm.lead', active_id: {lead}, active_ids: [{lead}]"
    more = "".join(f", {key}: {value}" for key, value in options.items())
    context = f"{{ additionalContext: {{ {context}{more} }} }}"
    # not awaited: it ends when the dialog is closed
    return f"void action.doAction('{name}', {context});"


def run(name):
    return f"void action.doAction('opportunity_plus.{name}');"


def page_of(name):
    """Return a click on a page of a form."""
    return f".o_notebook_headers [name='{name}']"
