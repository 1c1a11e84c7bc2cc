"""``script/soak``: many clients and jobs on the same opportunities, for minutes."""

import argparse
import contextlib
import random
import socket
import time

from .. import databases, environment, processes, server
from ..console import Failure, command_line, say
from . import finishing, scene
from .clients import Clients
from .judging import findings_of, left_in
from .killing import Calendar, Killer
from .telling import show


def main():
    options = _options()
    return command_line(lambda: _run(options))


def _options():
    parser = argparse.ArgumentParser(
        prog="script/soak",
        description="Let clients that are logged in as agents, supervisor and"
        " administrator work on the same few opportunities at once, with the jobs of"
        " the add-on, and check that nothing is lost or doubled. Everything stays on"
        " this machine, in a database of its own, and ends by itself.",
    )
    parser.add_argument("--minutes", type=float, default=4, help="default: 4")
    parser.add_argument("--clients", type=int, default=8, help="default: 8, at most 60")
    parser.add_argument("--workers", type=int, default=3, help="of Odoo; default: 3")
    parser.add_argument(
        "--seed", help="the same seed is the same plan of calls; default: a new one"
    )
    parser.add_argument(
        "--kill",
        action="store_true",
        help="kill workers of Odoo and of PostgreSQL at random moments",
    )
    options = parser.parse_args()
    if not 1 <= options.clients <= 60:
        parser.error("--clients takes 1 to 60")
    if options.workers < 2:
        parser.error("--workers takes 2 or more")
    options.seed = options.seed or str(random.randrange(10**6))
    return options


def _run(options):
    ready = environment.prepare()
    try:
        with ready.state.lock("soak", "waiting for another soak"):
            findings = _soak(ready, options)
    finally:
        if ready.server.cluster and not ready.state.is_used_by_others():
            ready.server.cluster.stop()
    if findings:
        raise Failure("the soak has found something: see above")


def _soak(ready, options):
    say("making the database of the soak")
    made = scene.make(ready)
    log = ready.state.log("soak")
    with _odoo(ready, made.database, options.workers) as (address, master):
        say(f"soaking for {options.minutes:g} minutes, seed {options.seed}")
        clients = Clients(address, made, options)
        done = _work(ready, made, master, clients, options)
        say("letting the jobs end")
        left = [*finishing.finish(ready, made, address)]
    say("judging")
    findings = left + findings_of(ready, made, clients.ended, log, options.kill)
    done |= left_in(ready, made)
    show(options, clients.ended, done, log, findings)
    if not findings:
        databases.drop(ready, made.database)
    return findings


def _work(ready, made, master, clients, options):
    """Let all clients work; return how often they were disturbed, and by what."""
    disturbers = [Calendar(ready, made.database)]
    if options.kill:
        killer = Killer(ready, made.database, master, options.seed)
        disturbers.append(killer)
    with contextlib.ExitStack() as stack:
        for disturber in disturbers:
            stack.enter_context(disturber)
        clients.work(time.monotonic() + 60 * options.minutes)
    return {name: count for one in disturbers for name, count in one.done.items()}


@contextlib.contextmanager
def _odoo(ready, database, workers):
    """Run Odoo with several workers; give its address and its first process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    conf = ready.odoo_conf(
        database,
        http_port=server.free_port(),
        gevent_port=port,
        workers=workers,
        max_cron_threads=2,
        # as many as the server of the scripts can bear
        db_maxconn=8,
    )
    process = server.launch(ready, _command(ready, conf), conf, "soak")
    try:
        yield server.wait_for_login_page(ready.state, conf, "soak"), process.pid
    finally:
        processes.stop_odoo(conf)
        process.wait()


def _command(ready, conf):
    """Return what starts Odoo by a file: ``python -m odoo`` cannot start the process
    that several workers share for the open connections of browsers."""
    program = ready.state.fresh_folder("soak") / "odoo"
    program.write_text("from odoo.cli.command import main\n\nmain()\n")
    return [ready.python, program, "server", "-c", conf]
