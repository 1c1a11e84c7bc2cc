"""The wheel of the add-on, and a place beside Odoo that it is installed into."""

from dataclasses import replace

from . import python_env
from .console import run
from .state import ADDON, REPOSITORY

LOCK = REPOSITORY / "requirements" / "package.lock"
# the builder is pinned by the lock, and nothing else is needed
_OFFLINE = ("--no-index", "--no-deps", "--disable-pip-version-check")
# Odoo and what it imports, as the environment of the project has them
_BESIDE = "import site; site.addsitedir({folder!r})\n"


def ensure(state):
    """Return the Python that builds and installs the wheel."""
    return python_env.ensure(state, "package", LOCK)


def build(ready, folder):
    """Build the wheel into a folder and return its path."""
    words = ["wheel", *_OFFLINE, "--no-build-isolation", "--wheel-dir", folder, ADDON]
    pip(ready, "the wheel cannot be built", *words)
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(ready, wheel, folder):
    """Install the wheel into a new environment beside Odoo.

    :return: the :class:`~devenv.environment.Environment` of an Odoo that has the add-on
        from there alone
    """
    failure = "the wheel cannot be installed"
    make = [ready.python, "-m", "venv", "--without-pip", folder]
    run(make, ready.state.log("package"), failure)
    (packages,) = folder.glob("lib/python3*/site-packages")
    (odoo,) = ready.python.parent.parent.glob("lib/python3*/site-packages")
    packages.joinpath("beside.pth").write_text(_BESIDE.format(folder=str(odoo)))
    python = folder / "bin" / "python"
    pip(ready, failure, "--python", python, "install", *_OFFLINE, wheel)
    addons = ready.source.root / "odoo" / "addons"
    return replace(ready, python=python, addons=addons)


def pip(ready, failure, *words):
    """Run the pip of the environment that builds the wheel."""
    command = [ensure(ready.state), "-m", "pip", *words]
    run(command, ready.state.log("package"), failure, keep_open=ready.state.inherited)
