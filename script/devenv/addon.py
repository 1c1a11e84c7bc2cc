"""What the scripts have to know of the add-on."""

import ast

from .state import ADDON, digest

NAME = ADDON.name


def depends():
    """Return the modules that the add-on builds on."""
    manifest = ast.literal_eval(ADDON.joinpath("__manifest__.py").read_text())
    return sorted(manifest["depends"])


def files_key():
    """Return a key that changes with any file of the add-on but tests, guides and their
    pictures."""
    names = ("tests", "doc", "static/description", "DEVELOP.rst")
    left_out = [ADDON / name for name in names]
    parts = []
    for path in sorted(ADDON.rglob("*")):
        skipped = "__pycache__" in path.parts or any(map(path.is_relative_to, left_out))
        if path.is_file() and not skipped:
            parts += [path.relative_to(ADDON), path.read_bytes()]
    return digest(*parts)
