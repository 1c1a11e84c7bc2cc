# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Jobs that work in batches: each batch is committed, and killing them is safe."""

import logging

from odoo.http import request
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)

BATCH = 1000  # opportunities in one transaction
TRIES = 5  # attempts at a batch that conflicts with another transaction


def is_job(records):
    """Return whether a scheduled job is at work.

    A job serves no request. The key alone proves nothing: any program may send it.
    """
    return "cron_id" in records.env.context and not request


def run_batches(records, step, after=0):
    """Run a step until it finds nothing more, or the time of the job is over.

    :param records: any records with the environment of the job
    :param step: is given the id after which to go on, and returns the id of the last
        record that it has dealt with, or None
    :param after: the id to start after
    :return: whether everything is done
    """
    tries = TRIES
    while True:
        try:
            last = step(after)
            records.env.flush_all()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            tries -= 1
            if not tries or not is_job(records):
                raise
            records.env.cr.rollback()
            continue
        if last is None:
            return True
        after, tries = last, TRIES
        if not commit(records, 1):
            return False


def commit(records, processed=0, remaining=1):
    """Commit what a job has done so far; return whether time is left.

    Without a job, as in tests, nothing is committed.

    :param remaining: 0 if everything is done; else Odoo goes on as soon as it can
    """
    if not is_job(records):
        return True
    time = records.env["ir.cron"]._commit_progress(processed, remaining=remaining)
    records.env.invalidate_all(flush=False)
    return bool(time)


def attempt(records, function, *args):
    """Do something in a savepoint; return whether it succeeded.

    A failure is logged, and does not keep the job from the rest.
    """
    try:
        with records.env.cr.savepoint(flush=False):
            function(*args)
            records.env.flush_all()
    except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
        raise
    except Exception:  # plans, templates and add-ons can fail in any way
        records.env.invalidate_all(flush=False)
        _logger.exception("%s failed", function.__name__)
        return False
    return True
