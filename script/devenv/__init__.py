"""The development environment behind ``script/server`` and ``script/test``.

Other scripts get at it through one function::

    import devenv

    environment = devenv.prepare(browser=True)

which fetches whatever is missing, starts PostgreSQL and returns an
:class:`~devenv.environment.Environment`: Python, Odoo, databases and settings.
Everything here uses the standard library alone, since it comes before the rest.
"""


def prepare(browser=False):
    """Return an environment that is ready to run Odoo.

    :param browser: whether Chromium is needed too
    """
    from .environment import prepare

    return prepare(browser)
