"""Check the whole repository, and format it on demand."""

import argparse
import os
import subprocess

from devenv.console import Failure, command_line
from devenv.state import REPOSITORY

from .toolbox import Toolbox


def main():
    options = _parse()
    return command_line(lambda: _lint(options))


def _parse():
    parser = argparse.ArgumentParser(prog="script/lint", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="repair what tools can")
    parser.add_argument(
        "files", nargs="*", type=_from_root, help="only these files (default: all)"
    )
    return parser.parse_args()


def _from_root(name):
    """Turn a path that starts where the caller stands into one from the root."""
    return os.path.relpath(os.path.realpath(name), REPOSITORY)


def _lint(options):
    toolbox = Toolbox()
    toolbox.ensure()
    files = options.files or _repository_files()
    if options.fix:
        # Nothing to read: a repair counts as a failure there, and whatever could
        # not be repaired is said again by the checks.
        _run_hooks(toolbox, "manual", files, stdout=subprocess.DEVNULL)
    return _run_hooks(toolbox, "pre-commit", files)


def _repository_files():
    """List the files of the repository, new ones included, ignored ones not.

    ``pre-commit run --all-files`` would pass over a file that is not added yet.
    """
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        names = subprocess.check_output(words, cwd=REPOSITORY, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Failure("git cannot list the files: is this a clone?") from error
    # A file that is deleted but still known to git has no text to check.
    return [
        name for name in names.split("\0") if name and (REPOSITORY / name).is_file()
    ]


def _run_hooks(toolbox, stage, files, **options):
    """Run the hooks of a stage of .pre-commit-config.yaml on some files."""
    words = ["pre-commit", "run", "--hook-stage", stage, "--files", *files]
    options = {**options, "cwd": REPOSITORY, "env": toolbox.environ()}
    return subprocess.run(words, check=False, **options).returncode
