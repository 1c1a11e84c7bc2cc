"""What is wrong according to a log that Odoo has written."""

import re

# 2026-01-31 10:00:00,123 4711 WARNING demo odoo.modules.loading: Something is odd.
_LINE = re.compile(r"^\S+ \S+ \d+ ((?:WARNING|ERROR|CRITICAL) \S+ \S+: .*)")


def warnings_in(path):
    """Return the warnings and errors of a log, each as its first line."""
    matches = map(_LINE.match, path.read_text(errors="replace").splitlines())
    return [match.group(1) for match in matches if match]
