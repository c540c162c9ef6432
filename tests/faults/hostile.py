"""What the world sends to forms: the hostile files of `KOIOS_SHARED`, as lines and as uploads."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TEXTS = {"text", "email", "tel", "url", "search", "password", "date", "datetime-local", "number"}


def lines(folder) -> list[str]:
    """Each line of each text, once."""
    found = {}
    for path in sorted(folder.rglob("*.txt")):
        for line in path.read_bytes().decode("utf-8", "replace").splitlines():
            if line.strip() and not line.startswith("#\t"):
                found[line] = None
    return list(found)


def lumps(told, size=4_000) -> list[str]:
    """The same lines, many in one text."""
    texts, now = [], ""
    for line in told:
        if len(now) + len(line) > size:
            texts.append(now)
            now = ""
        now += line + "\n"
    return [*texts, now]


def uploads(folder):
    """(name, bytes) of each file."""
    return [(path.name, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()]


@dataclass
class Form:
    """A form of a page: where it goes, what it holds, and in which fields one may write."""

    action: str
    is_post: bool
    fields: dict = field(default_factory=dict)
    texts: dict = field(default_factory=dict)  # {name: how much it takes}
    takes_files: str = ""

    def filled(self, text) -> dict:
        """As someone sends it who writes the same into every field."""
        return self.fields | {name: text[:most] for name, most in self.texts.items()}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms = []
        self._select = ""

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "form":
            self.forms.append(Form(told.get("action", ""), told.get("method") == "post"))
        if not self.forms or ("name" not in told and tag != "option"):
            return
        form, name = self.forms[-1], told.get("name")
        most = int(told.get("maxlength") or 20_000)
        if tag == "textarea":
            form.texts[name] = most
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and told.get("value"):
            form.fields.setdefault(self._select, told["value"])
        elif tag == "input":
            self._read(form, name, told, most)

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = ""

    def _read(self, form, name, told, most):
        kind = told.get("type", "text")
        if kind in TEXTS:
            form.texts[name] = most
        elif kind == "file":
            form.takes_files = name
        elif kind == "hidden" or (kind in ("radio", "checkbox") and name not in form.fields):
            form.fields[name] = told.get("value", "on")


def forms_of(page: str) -> list[Form]:
    """The forms of a page that change something."""
    reader = _Reader()
    reader.feed(page)
    return [form for form in reader.forms if form.is_post]
