"""What is left to do when the clients have ended: the jobs come to their end."""

import time

from .client import NotAnswered, Session
from .doing import run_job

# some hundred alerts are mails to two people each
_SECONDS = 600

# after a killed worker or a connection that was cut, an alert waits for minutes
_HURRY = """
    UPDATE crm_big_deal_alert SET date_next = now() AT TIME ZONE 'UTC'
     WHERE state = 'pending' AND date_next > now() AT TIME ZONE 'UTC'
"""
_LEFT = """
    SELECT (SELECT count(*) FROM crm_big_deal_alert WHERE state = 'pending')
         + (SELECT count(*) FROM crm_lead_handover
             WHERE state IN ('running', 'undoing') AND error IS NULL)
"""


def finish(ready, scene, address):
    """Run the jobs until nothing is left; yield what they have answered badly."""
    session = Session(address, scene.database, "admin")
    deadline = time.monotonic() + _SECONDS
    answers = {}
    while True:
        ready.sql(_HURRY, scene.database)
        for job in scene.jobs:
            answers[job] = _run(session, job)
        ((left,),) = ready.sql(_LEFT, scene.database)
        if not left and not any(answers.values()) or time.monotonic() > deadline:
            break
        time.sleep(2)
    for job, words in answers.items():
        if words:
            yield f"job {job} at the end: {words}"


def _run(session, job):
    """Run a job; return what went wrong, if anything."""
    try:
        run_job(session, job)
    except NotAnswered as error:
        return str(error)
    return None
