"""Odoo 19 itself: Debian's package, or what ODOO_PATH names."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import apt, debs
from .console import Failure, run, say
from .state import digest, file_sha256

_VERSION = "19.0.0+dfsg-1"
_SHA256 = "9d2f598b0555db17e291d48ed24df184c70823c053c4c5ed53c467ca7f629bbf"
_PACKAGES = ("odoo-19", "libjs-jquery")
# Left out: 800 MB of translations but for the languages we use (th, vi) and the
# one core tests use (es), and a second copy of the Python files of all add-ons.
_LEFT_OUT = (
    "./etc",
    "./usr/lib/python3/dist-packages/addons",
    "./usr/lib/python3/dist-packages/doc",
    "./usr/lib/python3/dist-packages/setup",
    "*/i18n/*.pot",
    "*/i18n/[!etv]*.po",
    "*/i18n/e[!s]*.po",
    "*/i18n/t[!h]*.po",
    "*/i18n/v[!i]*.po",
    "*/i18n/??[!.]*.po",
)
# Debian leaves this file out, and mail's assets name it: without it each page
# reports an error, which fails every browser test. It only blurs video calls.
_STUB = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
_STUB_CONTENT = "/* Left out of the Debian package. */\n"
_SHOW_RELEASE = (
    "import odoo.release as r; print(r.version_info[0], r.version, r.__file__)"
)


@dataclass(frozen=True)
class Source:
    """Where Odoo is, and a key that changes whenever its code does."""

    root: Path
    addons: tuple
    key: str


def ensure(state):
    """Return a source of Odoo, fetched when needed."""
    named = os.environ.get("ODOO_PATH")
    if named:
        return _named(state, Path(named).expanduser().absolute())
    return _packaged(state)


def _named(state, root):
    if root.name == "odoo" and not root.joinpath("odoo").is_dir():
        root = root.parent
    if not root.joinpath("odoo", "release.py").is_file():
        raise Failure(f"ODOO_PATH={root} has no odoo/release.py: name a checkout")
    addons = root / "addons"
    folders = (addons,) if addons.joinpath("web", "static").is_dir() else ()
    release = root.joinpath("odoo", "release.py").read_bytes()
    key = digest(root, release, _commit(root))
    if not root.joinpath(_STUB).exists() and not folders:
        root = _completed(state, root)
    return Source(root, folders, key)


def _completed(state, root):
    """Return a mirror of an installed package, which is not ours to complete."""
    mirror = state.fresh_folder("odoo-mirror")
    _mirror(root / "odoo", mirror / "odoo", Path(_STUB).parts[1:])
    return mirror


def _mirror(original, folder, added):
    """Link all of a folder but what leads to an added file, which becomes real."""
    head, *rest = added
    folder.mkdir()
    for entry in original.iterdir() if original.is_dir() else ():
        if entry.name != head:
            folder.joinpath(entry.name).symlink_to(entry)
    if rest:
        _mirror(original / head, folder / head, rest)
    else:
        folder.joinpath(head).write_text(_STUB_CONTENT)


def _commit(root):
    """Return the commit of a checkout, or nothing for an installed package."""
    try:
        answer = subprocess.run(
            ["git", "-C", root, "rev-parse", "HEAD"], capture_output=True, check=False
        )
    except OSError:
        return ""
    return answer.stdout


def _packaged(state):
    folder = state.path("odoo-root")
    key = digest(_VERSION, *_LEFT_OUT)
    if not state.is_done("odoo", key):
        _unpack(state, _fetch(state))
        state.mark_done("odoo", key)
    root = folder / "usr" / "lib" / "python3" / "dist-packages"
    return Source(root, (), key)


def _fetch(state):
    """Return the paths of Odoo's package and the one it cannot do without."""
    folder = state.path("debs", "odoo")
    packages = debs.recall(state, "odoo", folder)
    if not packages:
        with apt.unstable(state).indexed() as suite:
            say("fetching odoo-19 (123 MB)")
            packages = suite.fetch(_PACKAGES, folder)
        debs.remember(state, "odoo", packages)
    odoo = next(path for path in packages if path.name.startswith("odoo-19_"))
    if file_sha256(odoo) != _SHA256:
        say(f"note: {odoo.name} is signed by Debian, but was tested as {_VERSION}")
    return packages


def _unpack(state, packages):
    say("unpacking Odoo")
    state.forget("odoo")
    folder = state.fresh_folder("odoo-root")
    for package in packages:
        excluded = [f"--exclude={pattern}" for pattern in _LEFT_OUT]
        pipe = 'dpkg --fsys-tarfile "$0" | tar -x -C "$1" --no-same-owner "${@:2}"'
        run(
            ["bash", "-o", "pipefail", "-c", pipe, package, folder, *excluded],
            state.log("apt"),
            f"{package.name} cannot be unpacked: make room on the disk",
            keep_open=state.inherited,
        )
    stub = folder / "usr" / "lib" / "python3" / "dist-packages" / _STUB
    stub.parent.mkdir(parents=True, exist_ok=True)
    if not stub.exists():
        stub.write_text(_STUB_CONTENT)


def link(python, source):
    """Let ``python`` import Odoo, and make sure that it does."""
    root = source.root
    for packages in python.parent.parent.glob("lib/python3*/site-packages"):
        packages.joinpath("odoo.pth").write_text(f"{root}\n")
    answer = subprocess.run(
        [python, "-c", _SHOW_RELEASE], cwd="/", capture_output=True, text=True
    )
    if answer.returncode:
        raise Failure(f"Odoo in {root} cannot be imported: name another in ODOO_PATH")
    major, version, path = answer.stdout.strip().split(" ", 2)
    if major != "19" or not Path(path).is_relative_to(root):
        raise Failure(f"{path} is Odoo {version}: set ODOO_PATH to an Odoo 19")
