# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Jobs that work in batches: each batch is committed, and killing them is safe."""

import logging

from psycopg2.errors import UniqueViolation

from odoo.http import request
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .calls import is_of_program
from .transaction import has_flag, set_flag

_logger = logging.getLogger(__name__)

BATCH = 1000  # opportunities in one transaction
TRIES = 5  # attempts at a batch that conflicts with another transaction
# flag of the transaction: another attempt follows
REPEATS = "opportunity_plus.job_repeats"
# another transaction was first; with the second, a row that this one cannot see yet
CONFLICTS = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, UniqueViolation)


def is_job(records):
    """Return whether a scheduled job is at work, be it that somebody runs it by hand.

    A job has a cursor of its own. The key alone proves nothing: programs may send it.
    """
    is_of_request = request and request.env and request.env.cr is records.env.cr
    return "cron_id" in records.env.context and not (is_of_request or is_of_program())


def repeated(records, function, *args):
    """Do something in a job, again if it conflicts with another transaction.

    What was committed on the way stays.

    :return: what the function returns
    """
    env = records.env
    for left in reversed(range(TRIES)):
        is_repeated = left and is_job(records)
        set_flag(env, REPEATS, is_repeated)
        try:
            result = function(*args)
            env.flush_all()
            return result
        except CONFLICTS:
            if not is_repeated:
                raise
            env.cr.rollback()
            env.transaction.reset()
    return None


def run_batches(records, step, after=0):
    """Run a step until it finds nothing more, or the time of the job is over.

    :param records: any records with the environment of the job
    :param step: is given the id after which to go on, and returns the id of the last
        record that it has dealt with, or None
    :param after: the id to start after
    :return: whether everything is done
    """
    while (last := repeated(records, step, after)) is not None:
        after = last
        if not commit(records, 1):
            return False
    return True


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

    A failure is logged, takes back all of it, also what was not flushed or waits for
    the commit, and does not keep the job from the rest.
    """
    savepoint = records.env.cr.savepoint()  # flushes first what others have changed
    try:
        with savepoint:
            function(*args)
    except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
        raise
    except Exception as error:  # plans, templates and add-ons can fail in any way
        is_conflict = isinstance(error, UniqueViolation)
        if is_conflict and has_flag(records.env, REPEATS):
            raise
        _logger.exception("%s of %s failed", function.__name__, records)
        return False
    return True
