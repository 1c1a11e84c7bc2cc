"""Virtual environments with the locked Python requirements."""

import os
import shutil
import subprocess
import sys

from . import apt, debs
from .console import Failure, run, say
from .state import REPOSITORY, digest

LOCK = REPOSITORY / "requirements" / "odoo.lock"
# The versions for which every locked requirement has a wheel.
_VERSIONS = [(3, minor) for minor in (10, 11, 12, 13)]
# Built by the distribution: compiled by a version manager, Python is a third slower.
_SYSTEM = "/usr/bin/python3"
_PREFERRED = ("python3.12", "python3.13", "python3.11", "python3.10", "python3")
_NAME_VERSION = "import sys; print(*sys.version_info[:2])"


def ensure(state, name="venv", lock=LOCK):
    """Return the Python of an environment that holds what the lock says."""
    folder = state.path(name)
    python = folder / "bin" / "python"
    key = digest(lock.read_bytes(), folder)
    # A new system may have taken away the Python that the environment links to.
    if not state.is_done(name, key) or _version(python) is None:
        _make(state, name, lock)
        state.mark_done(name, key)
    return python


def _make(state, name, lock):
    folder = state.path(name)
    interpreter = _interpreter()
    state.forget(name)
    shutil.rmtree(folder, ignore_errors=True)
    log = state.fresh_log("pip")
    pip = _make_empty(state, interpreter, folder, folder / "bin" / "python", log)
    total = lock.read_text().count("==")
    say(f"installing {total} Python packages (each checked against its hash)")
    options = ["--disable-pip-version-check", "--no-input", "--require-hashes"]
    run(
        [*pip, "install", *options, "-r", lock],
        log,
        "pip failed: check the network and the settings of pip on this machine",
        progress=lambda: f"{log.read_text().count('Collecting ')} of about {total}",
        keep_open=state.inherited,
    )


def _make_empty(state, interpreter, folder, python, log):
    """Make an environment without packages and return the words that call pip."""
    say(f"making a virtual environment with {interpreter}")
    failure = "the virtual environment cannot be made: set PYTHON to another Python"
    make = [interpreter, "-m", "venv", folder]
    if _has_pip(interpreter):
        run(make, log, failure, keep_open=state.inherited)
        return [python, "-m", "pip"]
    wheel = _pip_wheel(state, "-".join(folder.relative_to(state.folder).parts))
    run([*make, "--without-pip"], log, failure, keep_open=state.inherited)
    return [python, wheel / "pip"]


def _pip_wheel(state, name):
    """Return the wheel of pip, which Debian keeps out of a minimal Python.

    Each environment, by its name, has a copy: two are made at the same time.
    """
    with apt.own_suites(state, name).indexed() as suites:
        say("fetching pip (1.7 MB), since python3-venv is not installed")
        packages = suites.fetch(["python3-pip-whl"], state.path("debs", name))
    folder = state.fresh_folder("pip", name)
    debs.unpack(packages, folder, state)
    return next(folder.glob("usr/share/python-wheels/pip-*.whl"))


def _interpreter():
    system = _SYSTEM if shutil.which(_SYSTEM) and _has_pip(_SYSTEM) else None
    candidates = [os.environ.get("PYTHON"), system, sys.executable, *_PREFERRED]
    for name in filter(None, candidates):
        path = shutil.which(name)
        if path and _version(path) in _VERSIONS:
            return path
    raise Failure("Python 3.10 to 3.13 is needed: install one, or name it in PYTHON")


def _version(python):
    """Return the version of a Python, or None where it does not run."""
    try:
        answer = subprocess.run(
            [python, "-c", _NAME_VERSION], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    major, minor = answer.stdout.split()
    return int(major), int(minor)


def _has_pip(python):
    """Tell whether a Python can make environments that have pip."""
    command = [python, "-c", "import ensurepip"]
    return not subprocess.run(command, capture_output=True, check=False).returncode
