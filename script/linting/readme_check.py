"""Check that the manuals are correct reST, and that what they show and name exists.

Any remark of docutils is a finding, however small. Every picture and every linked file
must exist, and so must every file and command that manuals for developers name.
"""

import io
import re
import sys
from pathlib import Path

from docutils import nodes
from docutils.core import publish_doctree, publish_from_doctree

ROOT = Path(__file__).resolve().parents[2]
ADDON = ROOT / "opportunity_plus"
# for developers: files and commands stand among the literals
TECHNICAL = [
    *(ROOT / name for name in ("README.rst", "CONTRIBUTING.rst", "SECURITY.rst")),
    ADDON / "DEVELOP.rst",
]
MANUALS = [*TECHNICAL, ADDON / "README.rst", *sorted(ADDON.glob("doc/*.rst"))]

# the folder that the commands make
MADE = ".odoo"
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
    findings = [finding for manual in MANUALS for finding in check(manual)]
    findings += missing_pictures(ADDON / "static" / "description" / "index.html")
    print("\n".join(findings))
    return bool(findings)


def missing_pictures(page):
    """Yield every picture that a page of HTML shows and that is not beside it."""
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    for picture in re.findall(r'src="([^"]+)"', text):
        if not (page.parent / picture).is_file():
            yield f"{page.name}: shows {picture}, which does not exist"


def check(manual):
    """Yield every finding about one of the manuals."""
    name = manual.relative_to(ROOT).as_posix()
    if not manual.is_file():
        yield f"{name}: missing"
        return
    remarks, document = parse(manual.read_text(encoding="utf-8"), name)
    yield from remarks
    for image in document.findall(nodes.image):
        if not (manual.parent / image["uri"]).is_file():
            yield f"{name}: shows {image['uri']}, which does not exist"
    for path in linked_files(document):
        if not (manual.parent / path).exists():
            yield f"{name}: links to {path}, which does not exist"
    for path in named_files(document):
        if not exists(path):
            yield f"{name}: names {path}, which does not exist"


def parse(text, name):
    """Return the remarks of docutils about a text, and its parsed form."""
    remarks = io.StringIO()
    settings = {**SETTINGS, "warning_stream": remarks}
    document = publish_doctree(text, source_path=name, settings_overrides=settings)
    # Some mistakes only show when the page is written.
    publish_from_doctree(document, writer="html5", settings_overrides=settings)
    return remarks.getvalue().splitlines(), document


def linked_files(document):
    """Return the files of the repository that a manual links to."""
    links = (link.get("refuri", "") for link in document.findall(nodes.reference))
    return sorted(
        {link.partition("#")[0] for link in links if "://" not in link} - {""}
    )


def named_files(document):
    """Return the names of files, and of commands, among the literals of a manual."""
    literals = (literal.astext() for literal in document.findall(nodes.literal))
    # a command may have arguments, or be the value of a variable
    words = (text.split()[0] for text in literals if text.split())
    return sorted(
        {
            word
            for word in words
            if FILE_NAME.fullmatch(word) and not word.startswith(MADE)
        }
    )


def exists(name):
    """Tell whether a name stands for a file of the add-on or of the repository.

    A path starts at either; a bare name may be anywhere in the add-on.
    """
    name = name.rstrip("/")
    anywhere = name if "/" in name else f"**/{name}"
    return any(ADDON.glob(anywhere)) or any(ROOT.glob(name))


if __name__ == "__main__":
    sys.exit(main())
