"""``script/server``: Odoo with the add-on and demo data, in the background."""

import argparse
import configparser
import os
import socket
import subprocess
import time
import urllib.request

from . import databases, environment, processes
from .cluster import Cluster
from .console import Failure, command_line, say, show_end
from .state import State

# The people to log in as. The add-on's demo data makes all but the first.
LOGINS = (
    ("Administrator", "admin", "admin"),
    ("Sales admin", "salesadmin", "salesadmin"),
    ("Supervisor, Bangkok", "supervisor", "supervisor"),
    ("Agent, Bangkok", "agent", "agent"),
    ("Supervisor, Hanoi", "supervisor2", "supervisor2"),
    ("Agent, Hanoi", "agent3", "agent3"),
    ("Finance", "finance", "finance"),
)
_PORTS = range(8069, 8169)
_SECONDS_TO_START = 120


def main():
    parser = argparse.ArgumentParser(
        prog="script/server",
        description="Start Odoo 19 with Opportunity Plus and demo data.",
    )
    parser.add_argument("--stop", action="store_true", help="stop Odoo and PostgreSQL")
    options = parser.parse_args()
    return command_line(_stop if options.stop else _start)


def _start():
    ready = environment.prepare()
    _announce(ready.state, start(ready))


def start(ready):
    """Start Odoo on the demo database, unless it runs, and return its address."""
    database = ready.server.database("demo")
    conf = ready.state.path(f"{database}.conf")
    with ready.state.lock("server", "waiting for another start of the server"):
        if not databases.demo_is_current(ready):
            if processes.stop_odoo(conf):
                say("stopped Odoo, since files have changed")
            databases.update_demo(ready)
        if processes.of_odoo(conf):
            say("Odoo runs already")
        else:
            say("starting Odoo")
            conf = ready.odoo_conf(database, http_port=free_port())
            launch(ready, ready.odoo_command(conf, "server"), conf, "server")
        return wait_for_login_page(ready.state, conf, "server")


def _stop():
    state = State()
    # Not only the present one: a database on another server has another name.
    stopped = [processes.stop_odoo(conf) for conf in state.folder.glob("*demo.conf")]
    say("Odoo has stopped" if any(stopped) else "Odoo was not running")
    if state.is_used_by_others():
        say("PostgreSQL goes on, since tests or benchmarks use it")
    elif Cluster(state).stop():
        say("PostgreSQL has stopped")


def launch(ready, command, conf, log):
    """Start Odoo so that it goes on when this script and the terminal have ended.

    :param command: what starts it with the settings ``conf``
    :param log: the name of its log
    :return: the process
    """
    with ready.state.fresh_log(log).open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=ready.environ(),
            cwd=ready.state.folder,
            start_new_session=True,
            pass_fds=[ready.state.use()],
        )
    # the system shows what a process was started with a moment after the start
    while process.poll() is None and not processes.of_odoo(conf):
        time.sleep(0.01)
    return process


def free_port():
    wanted = os.environ.get("PORT")
    for port in [int(wanted)] if wanted else _PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise Failure(f"port {wanted or _PORTS} is taken: set PORT to another number")


def _address(conf):
    settings = configparser.RawConfigParser()
    settings.read(conf)
    return f"http://127.0.0.1:{settings['options']['http_port']}"


def wait_for_login_page(state, conf, log):
    """Return the address of Odoo with these settings once it answers there."""
    address = _address(conf)
    deadline = time.monotonic() + _SECONDS_TO_START
    while not _answers(f"{address}/web/login"):
        if not processes.of_odoo(conf) or time.monotonic() > deadline:
            show_end(state.log(log))
            raise Failure(f"Odoo shows no login page: see {state.log(log)}")
        time.sleep(0.3)
    return address


def _answers(url):
    # No proxy of the user's must come between us and this machine itself.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=60) as answer:
            return answer.status == 200
    except OSError:
        return False


def _announce(state, address):
    say("Odoo is ready")
    print(f"\nOdoo 19 with Opportunity Plus: {address}\n")
    for role, login, password in LOGINS:
        print(f"  {role:<20} {login} / {password}")
    print(f"\nLog: {state.log('server')}\nStop: script/server --stop", flush=True)
