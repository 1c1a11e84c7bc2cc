"""Keep files and functions small enough to be read in one go.

The bounds are those of the best add-ons we know: a function fits on a screen,
most of them in a glance, and a file holds one subject. ruff bounds complexity,
eslint bounds the size of JavaScript; this gate does the same for Python, and
adds what no linter knows: the median and the 90th percentile of a whole group.
"""

import ast
import statistics
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Bounds(NamedTuple):
    """Most lines allowed; the quantiles are those of the function lengths,
    docstrings included."""

    file: int = 220
    function: int = 40
    p90: int = 18
    median: int = 8


class Function(NamedTuple):
    path: str
    line: int
    name: str
    length: int


# A test tells a story, and a script is too small a sample for quantiles.
GROUPS = {
    "source": Bounds(),
    "tests": Bounds(p90=40, median=12),
    "scripts": Bounds(p90=40, median=40),
}

# What every test shares must stay known by heart.
FILE_BOUNDS = {"opportunity_plus/tests/common.py": 150}


def main():
    findings = [finding for group in GROUPS for finding in check(group)]
    print("\n".join(findings))
    return bool(findings)


def check(group):
    """Yield every finding of one group of files."""
    bounds = GROUPS[group]
    functions = []
    for path in python_files(group):
        text = (ROOT / path).read_text(encoding="utf-8")
        yield from check_file(path, text, bounds)
        functions += read_functions(path, text)
    for function in functions:
        if function.length > bounds.function:
            yield (
                f"{function.path}:{function.line}: {function.name} has "
                f"{function.length} lines, at most {bounds.function} are allowed"
            )
    yield from check_quantiles(group, [function.length for function in functions])


def check_file(path, text, bounds):
    """Yield a finding when the file has too many lines."""
    length, allowed = len(text.splitlines()), FILE_BOUNDS.get(path, bounds.file)
    if length > allowed:
        yield f"{path}:1: file has {length} lines, at most {allowed} are allowed"


def check_quantiles(group, lengths):
    """Yield a finding for each quantile of a group that is too high."""
    bounds = GROUPS[group]
    if not lengths:
        return
    quantiles = {
        "median": statistics.median(lengths),
        "p90": sorted(lengths)[int(len(lengths) * 0.9)],
    }
    for name, value in quantiles.items():
        allowed = getattr(bounds, name)
        if value > allowed:
            yield (
                f"{group}: the {name} of {len(lengths)} functions is {value:g} "
                f"lines, at most {allowed} are allowed"
            )


def python_files(group):
    """Return the sorted paths of the Python files that belong to a group."""
    paths = (path.relative_to(ROOT) for path in candidates())
    return sorted(path.as_posix() for path in paths if group_of(path) == group)


def candidates():
    """Yield the Python files we keep, scripts without a suffix included."""
    for folder in ("opportunity_plus", "script", "benchmarks"):
        yield from (ROOT / folder).rglob("*.py")
    for path in (ROOT / "script").iterdir():
        if path.is_file() and not path.suffix and is_python(path):
            yield path


def is_python(path):
    """Tell from its first line whether a script is written in Python."""
    with path.open("rb") as script:
        return b"python" in script.readline()


def group_of(path):
    """Return the name of the group whose bounds hold for a file."""
    if path.parts[0] != "opportunity_plus":
        return "scripts"
    return "tests" if "tests" in path.parts else "source"


def read_functions(path, text):
    """Return the functions and methods of a file, nested ones included."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        Function(path, node.lineno, node.name, node.end_lineno - node.lineno + 1)
        for node in ast.walk(ast.parse(text, path))
        if isinstance(node, kinds)
    ]


if __name__ == "__main__":
    sys.exit(main())
