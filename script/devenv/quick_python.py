"""A plugin of pytest that spares Python work which tests repeat by the thousand."""

import gc

import freezegun.api


def _names(module):
    """Tell whether a module has got other names since the clock was last stopped.

    freezegun makes a set of all names of all modules for that, each time.
    """
    return id(module), len(vars(module))


def pytest_configure():
    freezegun.api._get_module_attributes_hash = _names


def pytest_collection_finish():
    """Look through what Odoo has loaded for garbage no more: none of it goes away."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
