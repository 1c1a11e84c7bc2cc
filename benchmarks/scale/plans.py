# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The plan of what takes longest in an operation that is above its bar."""

import time
from unittest.mock import patch

from odoo.modules.registry import Registry
from odoo.sql_db import Cursor


def slowest_plan(side, operation):
    """Run an operation once more; return the plan of its slowest statement, in lines.

    What the statement does when it is explained is taken back.
    """
    statement = _slowest(side, operation)
    with Registry(side.database).cursor() as cursor:
        try:
            cursor.execute(
                f"EXPLAIN (ANALYZE, BUFFERS) {statement}", log_exceptions=False
            )
            return [statement, *(line for (line,) in cursor.fetchall())]
        except Exception as error:  # such as a statement about what is gone by now
            return [statement, f"no plan: {error}"]
        finally:
            cursor.rollback()


def _slowest(side, operation):
    """Return the slowest statement of an operation, with its values."""
    execute, statements = Cursor.execute, [(0, "SELECT")]

    def watched(self, *args, **options):
        start = time.perf_counter()
        answer = execute(self, *args, **options)
        seconds = time.perf_counter() - start
        statements.append((seconds, self._obj.query.decode()))
        return answer

    with patch.object(Cursor, "execute", watched):
        side.run(operation, -1)
    return max(statements)[1]
