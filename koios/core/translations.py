"""The texts that people read: gathered from the code, compiled for the program.

Spanish is written in the code; `koios/locale` holds the translations. Babel does what others do
with the gettext programs, so nothing has to be installed.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
TRANSLATED = ("en",)

KEYWORDS = {
    "_": None,
    "_g": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Nothing in it that changes by itself, such as the date.
HEADER = """\
# Texts of Koios. bin/koios messages brings this file up to the code.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural}\\n"

"""
COMMENT_TAGS = ("Translators:",)


def catalog_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def gathered() -> Catalog:
    """Every text in the code and the templates, with where it stands."""
    catalog = Catalog()
    for path in sorted([*ROOT.rglob("*.py"), *ROOT.rglob("templates/**/*.*")]):
        where = path.relative_to(ROOT.parent).as_posix()
        for line, text, comments, context in _texts_of(path):
            catalog.add(text, locations=[(where, line)], auto_comments=comments, context=context)
    return catalog


def update(language: str) -> Catalog:
    """Bring the file of a language up to the code: what is new comes empty, or fuzzy if alike."""
    found = gathered()
    path = catalog_path(language)
    catalog = read(language) if path.exists() else Catalog(locale=language)
    catalog.update(found, update_creation_date=False)
    catalog.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.format(language=language, plural=catalog.plural_forms).encode())
        # No line numbers: they would change with every line of code.
        write_po(file, catalog, width=100, sort_output=True, include_lineno=False, omit_header=True)
    return catalog


def read(language: str) -> Catalog:
    with catalog_path(language).open("rb") as file:
        return read_po(file, locale=language)


def compile_all() -> list[Path]:
    """The files that the program reads, beside those that people write."""
    written = []
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parts[-3])
        target = source.with_suffix(".mo")
        fresh = target.with_suffix(".mo.new")
        with fresh.open("wb") as file:
            write_mo(file, catalog)
        fresh.replace(target)  # a server that starts now reads a whole one
        written.append(target)
    return written


def missing(language: str) -> list[Message]:
    """Texts of the code that the file of a language does not know."""
    known = read(language)
    return [text for text in gathered() if text.id and not known.get(text.id, text.context)]


def untranslated(catalog: Catalog) -> list[Message]:
    return [text for text in catalog if text.id and (text.fuzzy or not all(_forms(text)))]


def _forms(text: Message) -> tuple:
    return text.string if isinstance(text.string, tuple) else (text.string,)


def _texts_of(path: Path) -> Iterator[tuple]:
    source = path.read_bytes()
    if path.suffix != ".py":
        source = _as_python(source.decode(), path)
    return extract("python", BytesIO(source), KEYWORDS, COMMENT_TAGS)


def _as_python(template: str, path: Path) -> bytes:
    """A template as calls of gettext, by the same reader that Django uses."""
    from django.utils.translation.template import templatize  # Django, only where it is needed

    return templatize(template, origin=str(path)).encode()


if __name__ == "__main__":
    compile_all()
