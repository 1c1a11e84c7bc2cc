"""One pinned tool, called like the tool itself: for hooks, editors and people."""

import os
import sys

from devenv.console import Failure, command_line

from .toolbox import Toolbox


def main():
    return command_line(_replace_this_process)


def _replace_this_process():
    """Become the tool, so that it has our terminal, signals and exit code."""
    if len(sys.argv) < 2:
        raise Failure("usage: script/tool NAME [ARGUMENT...]")
    toolbox = Toolbox()
    toolbox.ensure()
    name, *arguments = sys.argv[1:]
    words = [*toolbox.command(name), *arguments]
    try:
        os.execvpe(words[0], words, toolbox.environ())
    except FileNotFoundError:
        raise Failure(f"there is no tool called {name}") from None
