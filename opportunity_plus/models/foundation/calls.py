# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether code answers somebody's call, or is at work for the system."""

from contextlib import contextmanager
from threading import current_thread

from odoo.http import request


def is_of_program():
    """Return whether this thread answers a program that calls by XML-RPC or JSON-RPC.

    Odoo hides the request from it then, but notes the user.
    """
    return not request and getattr(current_thread(), "uid", None) is not None


def is_called():
    """Return whether this thread answers a call of the web client or of a program."""
    return bool(request) or is_of_program()


@contextmanager
def at_work():
    """Count what is done meanwhile as the system's, whoever has set it off."""
    thread = current_thread()
    uid = getattr(thread, "uid", None)
    thread.uid = None
    try:
        yield
    finally:
        thread.uid = uid
