"""Everything that is needed to run Odoo, gathered in one object."""

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import browser as browsers
from . import odoo_source, postgres, python_env
from .console import Failure, run, show_end
from .state import REPOSITORY, State

_SQL = Path(__file__).with_name("sql.py")
# Settings of the user's shell that would reach Odoo or pytest past ours.
_UNWANTED = (
    "DATABASE_URL",
    "ODOO_RC",
    "OPENERP_SERVER",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTEST_ADDOPTS",
)
_SETTINGS = {
    "admin_passwd": "admin",
    "http_interface": "127.0.0.1",
    "list_db": "False",
    "max_cron_threads": "1",
    "workers": "0",
}


@dataclass
class Environment:
    """Python, Odoo, PostgreSQL and a browser, all found and ready.

    :param python: the interpreter that imports Odoo and all requirements
    :param source: the Odoo it imports (see :class:`~devenv.odoo_source.Source`)
    :param server: the PostgreSQL server (see :class:`~devenv.postgres.Server`)
    :param browser: the folder to put first on PATH so that Chromium is found
    :param addons: the folder that the add-on is in
    """

    state: State
    python: Path
    source: odoo_source.Source
    server: postgres.Server
    browser: Path | None = None
    addons: Path = REPOSITORY

    @contextmanager
    def addon_in(self, folder):
        """Take the add-on from another folder, such as an earlier version of it."""
        self.addons = folder
        try:
            yield
        finally:
            self.addons = REPOSITORY

    def environ(self):
        """Return the variables of the environment for programs we start."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in _UNWANTED and not name.startswith("PG")
        }
        if self.browser:
            kept["PATH"] = os.pathsep.join([str(self.browser), kept.get("PATH", "")])
        return {**kept, **self.server.environ()}

    def odoo_conf(self, database, **settings):
        """Write the settings of Odoo for a database and return their path."""
        folders = [*self.source.addons, self.addons]
        content = {
            **_SETTINGS,
            "addons_path": ",".join(map(str, folders)),
            "data_dir": self.state.path("data"),
            "db_host": self.server.host,
            "db_port": self.server.port,
            "db_user": self.server.user,
            "db_name": database,
            "dbfilter": f"^{database}$",
            **settings,
        }
        lines = [f"{name} = {value}\n" for name, value in content.items()]
        path = self.state.path(f"{database}.conf")
        path.write_text("".join(["[options]\n", *lines]))
        return path

    def odoo_command(self, conf, command, *words):
        """Return the words that start one of Odoo's commands."""
        return [self.python, "-m", "odoo", command, "-c", conf, *words]

    def run_odoo(self, database, log, failure, *words, progress=None):
        """Run Odoo's server until it has done what ``words`` ask for."""
        command = self.odoo_command(
            self.odoo_conf(database), "server", "--stop-after-init", "--no-http", *words
        )
        run(
            command,
            log,
            failure,
            progress,
            env=self.environ(),
            cwd=self.state.folder,
            keep_open=self.state.inherited,
        )

    def run_shell(self, database, log, code):
        """Run Python code in Odoo's shell, which has to commit what it changes."""
        conf = self.odoo_conf(database)
        with log.open("ab") as output:
            answer = subprocess.run(
                self.odoo_command(conf, "shell", "--no-http"),
                input=code.encode(),
                stdout=output,
                stderr=output,
                env=self.environ(),
                cwd=self.state.folder,
                check=False,
            )
        if answer.returncode:
            show_end(log)
            raise Failure(f"the code for Odoo's shell failed (log: {log})")

    def sql(self, statement, database="postgres"):
        """Run a statement outside of a transaction and return its rows."""
        answer = subprocess.run(
            [self.python, _SQL, database, statement],
            capture_output=True,
            text=True,
            env=self.environ(),
            check=False,
        )
        if answer.returncode:
            reason = "".join(answer.stderr.strip().splitlines()[-1:])
            hint = "" if self.server.cluster else ": check PGHOST or DATABASE_URL"
            raise Failure(f"PostgreSQL on {self.server.host}{hint} ({reason})")
        return json.loads(answer.stdout)

    def filestore(self, database):
        return self.state.path("data", "filestore", database)


def prepare(browser=False):
    """Fetch and start what is missing; see :func:`devenv.prepare`."""
    server = postgres.named()
    state = State()
    state.use()
    with state.lock("setup", "waiting for another run that is setting up"):
        python, source, folder = _ensure(state, browser)
        server = server or postgres.own(state)
    environment = Environment(state, python, source, server, folder)
    if not server.cluster:
        _check_version(environment)
    return environment


def _ensure(state, browser):
    """Fetch Python's packages, Odoo and Chromium at the same time: one waits for the
    network while another unpacks."""
    with ThreadPoolExecutor() as pool:
        source = pool.submit(odoo_source.ensure, state)
        folder = pool.submit(browsers.ensure, state) if browser else None
        python = python_env.ensure(state)
    odoo_source.link(python, source.result())
    return python, source.result(), folder and folder.result()


def _check_version(environment):
    ((version,),) = environment.sql("SHOW server_version_num")
    if int(version) < 130000:
        raise Failure("Odoo 19 needs PostgreSQL 13 or newer: name another server")
