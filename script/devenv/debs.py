"""Package files of Debian: unpacked, and remembered for use without a network."""

import json

from .console import run
from .state import file_sha256


def unpack(packages, folder, state):
    """Unpack packages into a folder, without running anything of theirs."""
    for package in packages:
        run(
            ["dpkg", "-x", package, folder],
            state.log("apt"),
            f"{package.name} cannot be unpacked: run the command again",
            keep_open=state.inherited,
        )


def remember(state, name, packages):
    """Write down verified packages, to use them again without the network."""
    content = {path.name: file_sha256(path) for path in packages}
    state.path("stamps", f"{name}.json").write_text(json.dumps(content))


def recall(state, name, folder):
    """Return the packages written down under a name if all are still intact."""
    record = state.path("stamps", f"{name}.json")
    content = json.loads(record.read_text()) if record.is_file() else {}
    paths = [folder / filename for filename in content]
    intact = all(
        path.is_file() and file_sha256(path) == content[path.name] for path in paths
    )
    return paths if intact else []
