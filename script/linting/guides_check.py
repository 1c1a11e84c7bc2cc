"""Check that the guides agree with the add-on, with each other and with their links.

* Each setting of a company stands in the table of policies, and nothing else does.
* The translations of a guide have the same sections, pictures and tables as it has, and
  their links lead to the same sections.
* A label that a section of a guide names stands in the same section of its translations
  as the screens have it.
* Each link to a section leads to one.
* Each picture is shown by a manual, the page in *Apps* or the manifest.
"""

import re
import sys
from functools import cache

import polib
from docutils import nodes
from readme_check import ADDON, MANUALS, ROOT, parse

GUIDES = ADDON / "doc"
ADMINISTRATORS = GUIDES / "administrator_guide.rst"
TRANSLATIONS = re.compile(r"(.*)\.(th|vi)\.rst")
# how the block of settings shows what a company stores
SETTING = re.compile(r'related="company_id\.(\w+)"')
POLICY = re.compile(r"res\.company\.(\w+)")
# the language of a picture that shows words
TRANSLATED = re.compile(r"\.(th|vi)(?=\.png$)")
# what Odoo itself calls so, in words of its own
ODOOS = {"Call"}


def main():
    findings = [
        *policies(),
        *translations(),
        *labels(),
        *links(),
        *unused_pictures(),
    ]
    print("\n".join(findings))
    return bool(findings)


@cache
def document(manual):
    return parse(manual.read_text(encoding="utf-8"), manual.name)[1]


def policies():
    """Yield settings without a line in the table, and lines without a setting."""
    files = ADDON.glob("models/*/res_config_settings.py")
    settings = {name for file in files for name in SETTING.findall(file.read_text())}
    told = set(POLICY.findall(table_of("policies").astext()))
    for name in sorted(settings - told):
        yield f"{ADMINISTRATORS.name}: res.company.{name} is not among the policies"
    for name in sorted(told - settings):
        yield f"{ADMINISTRATORS.name}: no setting shows res.company.{name}"


def table_of(section):
    sections = document(ADMINISTRATORS).findall(nodes.section)
    found = next(one for one in sections if section in one["ids"])
    return next(found.findall(nodes.table))


def translations():
    """Yield every translated guide whose outline is not that of the English one."""
    for guide, original, _code in translated_guides():
        expected = outline(original)
        pairs = zip(outline(guide), expected, strict=False)
        different = (title for (title, *own), (_, *other) in pairs if own != other)
        if title := next(different, None):
            yield f"{guide.name}: {title!r} is built differently from {original.name}"
        elif len(outline(guide)) != len(expected):
            yield f"{guide.name}: not as many sections as {original.name}"


def translated_guides():
    """Yield each translated guide with the English one and its language."""
    for guide in sorted(GUIDES.glob("*.rst")):
        if found := TRANSLATIONS.fullmatch(guide.name):
            yield guide, GUIDES / f"{found[1]}.rst", found[2]


def outline(guide):
    """Return title, depth, pictures, tables and links of each section, in order."""
    found = TRANSLATIONS.fullmatch(guide.name)
    code = found and found[2]
    return [
        (
            section[0].astext(),
            len(list(ancestors(section))),
            [TRANSLATED.sub("", image["uri"]) for image in own(section, nodes.image)],
            len(list(own(section, nodes.table))),
            sorted(linked_sections(section, code), key=str),
        )
        for section in sections(guide)
    ]


def linked_sections(section, code):
    """Yield the sections of other guides that a section links to: the English name of
    the guide, whether it is in another language than it could be, and a number."""
    for link in own(section, nodes.reference):
        path, _, anchor = link.get("refuri", "").partition("#")
        guide = (GUIDES / path).resolve()
        if anchor and guide in MANUALS:
            ids = [one["ids"] for one in sections(guide)]
            number = next((n for n, known in enumerate(ids) if anchor in known), anchor)
            is_foreign = code and guide.with_suffix(f".{code}.rst").exists()
            yield guide.name.replace(f".{code}.rst", ".rst"), bool(is_foreign), number


def labels():
    """Yield labels that a translated guide names in other words than the screens."""
    for guide, original, code in translated_guides():
        entries = polib.pofile(str(ADDON / "i18n" / f"{code}.po"))
        words = {entry.msgid: entry.msgstr or entry.msgid for entry in entries}
        pairs = zip(sections(original), sections(guide), strict=False)
        for section, translated in pairs:
            found = {closed_up(label) for label in named_labels(translated)}
            for label in sorted(named_labels(section) & words.keys() - ODOOS):
                if closed_up(words[label]) not in found:
                    title = translated[0].astext()
                    yield f"{guide.name}: {title!r} lacks {words[label]!r} ({label})"


def sections(guide):
    return document(guide).findall(nodes.section)


def named_labels(section):
    """Return what stands in italics, such as *CRM → Sales → Today*, label by label."""
    paths = (path.astext().split("→") for path in own(section, nodes.emphasis))
    return {" ".join(label.split()) for path in paths for label in path}


def closed_up(text):
    """Return a text without its spaces: in Thai, a line may end anywhere."""
    return "".join(text.split()).casefold()


def ancestors(node):
    while node := node.parent:
        yield node


def own(section, kind):
    """Yield what a section holds outside of its subsections."""
    for child in section.children:
        if not isinstance(child, nodes.section):
            yield from child.findall(kind)


def links():
    """Yield every link to a section of a manual that the manual does not have."""
    for manual in MANUALS:
        for link in document(manual).findall(nodes.reference):
            path, _, anchor = link.get("refuri", "").partition("#")
            target = (manual.parent / path).resolve()
            if not anchor or target not in MANUALS:
                continue
            if anchor not in document(target).ids:
                name = manual.relative_to(ROOT)
                yield f"{name}: links to {path}#{anchor}, which does not exist"


def unused_pictures():
    """Yield every picture that nothing shows; the icon is shown by Odoo."""
    folder = ADDON / "static" / "description"
    pages = [*MANUALS, folder / "index.html", ADDON / "__manifest__.py"]
    told = "".join(page.read_text(encoding="utf-8") for page in pages)
    for picture in sorted(folder.glob("*.png")):
        if picture.name != "icon.png" and picture.name not in told:
            yield f"{picture.name}: no manual shows it"


if __name__ == "__main__":
    sys.exit(main())
