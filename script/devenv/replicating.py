"""``script/replica``: what the CRM shows, read from a replica of the database."""

import argparse
from contextlib import contextmanager
from dataclasses import replace

from . import addon, databases, environment, processes, server
from .console import Failure, command_line, say
from .odoo_log import warnings_in
from .replica_proof import Proof
from .standby import Standby

_NAME = "replica"
# Odoo says so once, when the replica does not answer
_FALLBACK = "falling back to read-write cursor"


def main():
    parser = argparse.ArgumentParser(
        prog="script/replica",
        description="Start Odoo with two PostgreSQL servers in streaming replication,"
        " open all that the CRM shows as administrator, supervisor and agent, and check"
        " that the replica alone answers, as the primary does when it is gone.",
    )
    parser.parse_args()
    return command_line(_run)


def _run():
    ready = environment.prepare()
    if not ready.server.cluster:
        raise Failure("only a PostgreSQL of our own gets a replica: unset DATABASE_URL")
    try:
        with ready.state.lock(_NAME, "waiting for another run with a replica"):
            _prove(ready)
    finally:
        if not ready.state.is_used_by_others():
            ready.server.cluster.stop()


def _prove(ready):
    with _database(ready) as database, _standby(ready) as standby:
        with _odoo(ready, database, standby) as address:
            proof = Proof(ready, standby, address, database)
            proof.a_move_is_written_and_shown()
            proof.the_replica_answers()
            standby.server.cluster.stop()
            proof.the_primary_answers_alone()
        told = warnings_in(ready.state.log(_NAME))
        if len(told) != 1 or _FALLBACK not in told[0]:
            lines = "".join(f"\n    {line}" for line in told)
            raise Failure(f"the log of Odoo tells of more than one fallback:{lines}")
        say("with the replica gone, the primary gives the same answers")


@contextmanager
def _database(ready):
    """Make a database with demo data, whose statements all servers log."""
    name = ready.server.database(_NAME)
    databases.drop(ready, name)
    try:
        say("making a database with demo data (a minute or more)")
        databases.install(ready, name, [addon.NAME], "replica-install", "--with-demo")
        ready.sql(f"ALTER DATABASE \"{name}\" SET log_statement = 'all'")
        yield name
    finally:
        databases.drop(ready, name)


@contextmanager
def _standby(ready):
    """Start a standby, and return how to use it."""
    cluster = Standby(ready.server.cluster)
    cluster.remove()
    try:
        cluster.start()
        yield replace(ready, server=cluster.server(ready.server))
    finally:
        cluster.remove()


@contextmanager
def _odoo(ready, database, standby):
    """Run Odoo with the standby as its replica, and return its address."""
    processes.stop_odoo(ready.state.path(f"{database}.conf"))
    conf = ready.odoo_conf(
        database,
        http_port=server.free_port(),
        db_replica_host=standby.server.host,
        db_replica_port=standby.server.port,
        # jobs would change figures, and count as statements of a question
        max_cron_threads="0",
    )
    try:
        server.launch(ready, ready.odoo_command(conf, "server"), conf, _NAME)
        yield server.wait_for_login_page(ready.state, conf, _NAME)
    finally:
        processes.stop_odoo(conf)
