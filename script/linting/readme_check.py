"""Check that the README files are correct reST and that their map is true.

Any remark of docutils is a finding, however small. In the Developers section of
the add-on's README, every file that is named must exist.
"""

import io
import re
import sys
from pathlib import Path

from docutils import nodes
from docutils.core import publish_doctree, publish_from_doctree

ROOT = Path(__file__).resolve().parents[2]
ADDON = ROOT / "opportunity_plus"
READMES = [ROOT / "README.rst", ADDON / "README.rst"]
MAP_TITLE = "Developers"

# ``models/crm_lead/`` or ``hooks.py``; neither ``crm.lead`` nor ``/test_lint``.
FILE_NAME = re.compile(
    r"[\w.*-]+(/[\w.*-]+)+/?|[\w.*-]+\.(csv|js|po|pot|py|rst|scss|xml)"
)

SETTINGS = {
    "report_level": 1,
    "halt_level": 5,
    # Colours are the reader's business, and need a package that we do not.
    "syntax_highlight": "none",
}


def main():
    findings = [finding for readme in READMES for finding in check(readme)]
    print("\n".join(findings))
    return bool(findings)


def check(readme):
    """Yield every finding about one README file."""
    name = readme.relative_to(ROOT).as_posix()
    if not readme.is_file():
        yield f"{name}: missing"
        return
    remarks, document = parse(readme.read_text(encoding="utf-8"), name)
    yield from remarks
    for path in named_files(document):
        if not exists(path):
            yield f"{name}: section {MAP_TITLE} names {path}, which does not exist"


def parse(text, name):
    """Return the remarks of docutils about a text, and its parsed form."""
    remarks = io.StringIO()
    settings = {**SETTINGS, "warning_stream": remarks}
    document = publish_doctree(text, source_path=name, settings_overrides=settings)
    # Some mistakes only show when the page is written.
    publish_from_doctree(document, writer="html5", settings_overrides=settings)
    return remarks.getvalue().splitlines(), document


def named_files(document):
    """Return the names of files among the literals of the map."""
    literals = (
        literal.astext()
        for section in document.findall(nodes.section)
        if section.next_node(nodes.title).astext() == MAP_TITLE
        for literal in section.findall(nodes.literal)
    )
    return sorted({text for text in literals if FILE_NAME.fullmatch(text)})


def exists(name):
    """Tell whether a name stands for a file of the add-on or of the repository.

    A path starts at either; a bare name may be anywhere in the add-on.
    """
    name = name.rstrip("/")
    anywhere = name if "/" in name else f"**/{name}"
    return any(ADDON.glob(anywhere)) or any(ROOT.glob(name))


if __name__ == "__main__":
    sys.exit(main())
