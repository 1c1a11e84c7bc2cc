# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is remembered of a transaction.

Keys begin with ``opportunity_plus``: a test ends a transaction by forgetting them.
"""


def remember(env, key, new=dict):
    """Return what is remembered until the transaction ends, whatever becomes of its
    savepoints.

    :param new: makes what to begin with
    """
    data = env.cr.postcommit.data
    if key not in data:
        data[key] = new()
    return data[key]


def set_flag(env, key, value=True):
    """Remember one fact until the transaction ends."""
    env.cr.postcommit.data[key] = value


def has_flag(env, key):
    return bool(env.cr.postcommit.data.get(key))


def note(env, key, new, settle=None):
    """Return what is noted until the transaction or its savepoint ends.

    :param new: makes what to begin with
    :param settle: is called then, and takes what was noted; without it, all is
        forgotten
    """
    precommit = env.cr.precommit
    if key not in precommit.data:
        precommit.data[key] = new()
        if settle:
            precommit.add(settle)
    return precommit.data[key]


def take(env, key):
    """Return what was noted, and begin anew; None if nothing was."""
    return env.cr.precommit.data.pop(key, None)
