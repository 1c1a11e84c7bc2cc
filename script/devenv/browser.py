"""Chromium for the browser tests: the machine's own, or Debian's package."""

import platform
import shutil

from . import apt, debs
from .console import say
from .state import digest

# The names and the order in which Odoo looks for them.
NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
# Latin with all Vietnamese letters, and Thai: 1.3 MB in all.
_FONTS = ("fonts-dejavu-core", "fonts-tlwg-loma-ttf")
_PACKAGES = ("chromium-headless-shell", *_FONTS)
_FONT_SETTINGS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>{root}/usr/share/fonts</dir>
  <cachedir>{home}/cache</cachedir>
</fontconfig>
"""
# Odoo only looks on PATH, and the unpacked program needs its libraries and fonts.
_SHIM = """#!/bin/sh
export LD_LIBRARY_PATH='{libraries}' FONTCONFIG_FILE='{home}/fonts.conf'
exec '{root}/usr/lib/chromium/chromium-headless-shell' "$@"
"""


def ensure(state):
    """Return the folder to put first on PATH, or None if there is a browser."""
    if any(map(shutil.which, NAMES)):
        return None
    home = state.path("chromium")
    key = digest(home, _FONT_SETTINGS, _SHIM, *_PACKAGES)
    if not state.is_done("chromium", key):
        _unpack(state, _fetch(state))
        _write_shim(home)
        state.mark_done("chromium", key)
    return home / "bin"


def _fetch(state):
    with apt.own_suites(state, "chromium").indexed() as suites:
        say("fetching Chromium and the libraries it needs (about 160 MB)")
        folder = state.path("debs", "chromium")
        return suites.fetch(_PACKAGES, folder, dependencies=True)


def _unpack(state, packages):
    say("unpacking Chromium")
    state.forget("chromium")
    home = state.fresh_folder("chromium")
    home.joinpath("root").mkdir()
    debs.unpack(packages, home / "root", state)
    shutil.rmtree(state.path("debs", "chromium"))


def _write_shim(home):
    root = home / "root"
    libraries = root / "usr" / "lib" / f"{platform.machine()}-linux-gnu"
    folders = [
        root / "usr" / "lib" / "chromium",
        libraries,
        libraries / "pulseaudio",
        root / "lib" / libraries.name,
    ]
    names = {
        "home": home,
        "root": root,
        "libraries": ":".join(map(str, folders)),
    }
    home.joinpath("fonts.conf").write_text(_FONT_SETTINGS.format(**names))
    home.joinpath("bin").mkdir()
    shim = home / "bin" / "chromium"
    shim.write_text(_SHIM.format(**names))
    shim.chmod(0o755)
