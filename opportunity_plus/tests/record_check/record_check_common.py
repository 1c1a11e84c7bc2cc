# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager


class RecordCheckCommon:
    """What a sales administrator finds after statements have broken something."""

    @contextmanager
    def _broken(self, statement, *values):
        """Break something past Odoo, until the block is over."""
        self.env.flush_all()
        savepoint = self.env.cr.savepoint(flush=False)
        self.env.cr.execute(statement, values)
        self.env.invalidate_all(flush=False)
        yield
        savepoint.close(rollback=True)
        self.env.invalidate_all(flush=False)

    def _line(self, kind):
        """The line of the page about a kind of fault."""
        self.env.flush_all()
        checks = self.env["crm.record.check"].with_user(self.admin)
        check = checks.browse(checks.action_check()["res_id"])
        return check.line_ids.filtered(lambda line: line.kind == kind)

    def _opened(self, line):
        action = line.action_open()
        model = self.env[action["res_model"]].with_user(self.admin)
        return model.with_context(**action["context"]).search(action["domain"])

    def assertFound(self, kind, records):
        line = self._line(kind)
        self.assertEqual(len(line), 1, kind)
        self.assertTrue(line.advice)
        self.assertEqual(self._opened(line), records)
