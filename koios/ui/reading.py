"""What the fields of a page of ours are called, read from the page itself.

A form that was sent brings names and values; only its page knows what people read beside them.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.translation import gettext as _

UNSAID = "field-optional"  # what a label says besides its name
VOID = ("br", "hr", "img", "input", "link", "meta")


@dataclass
class Control:
    """A field as its page shows it; `choices` are the words of its values."""

    kind: str
    label: str = ""
    choices: dict = field(default_factory=dict)

    @property
    def is_hidden(self):
        return self.kind == "hidden"

    def in_words(self, value) -> str:
        return self.choices.get(value, value)


def controls_of(html: str) -> dict:
    """{name: Control} of all forms of a page, without what is pressed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.controls()


class _Reader(HTMLParser):
    """Gathers controls, and the words of labels, legends and options around them."""

    def __init__(self):
        super().__init__()
        self.found = []  # (name, kind, id, value, aria-label, legend, words of the label around)
        self.labels = {}  # id: words
        self.options = {}  # name: {value: words}
        self.legends = []  # of the fieldsets that are open
        self.label = self.label_of = self.option = self.into = None
        self.unsaid = 0

    def controls(self):
        told = {}
        for name, kind, key, value, aria, legend, around in self.found:
            label = self.labels.get(key) or aria or " ".join(around or ())
            control = told.setdefault(name, Control(kind, _plain(label)))
            if kind == "select":
                control.choices = {one: _plain(" ".join(w)) for one, w in self.options[name]}
            elif kind in ("radio", "checkbox") and legend is not None:
                control.label = _plain(" ".join(legend))
                control.choices[value] = _plain(label)
            elif kind == "checkbox":
                control.choices[value] = _("Sí")
        return told

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if self.unsaid or attrs.get("class") == UNSAID:
            self.unsaid += tag not in VOID
        if tag == "fieldset":
            self.legends.append(None)
        elif tag == "legend" and self.legends:
            self.into = self.legends[-1] = []
        elif tag == "label":
            self.label = self.into = []
            self.label_of = attrs.get("for")
        elif tag == "option" and self.found:
            self.into = []
            self.options[self.found[-1][0]].append((attrs.get("value", ""), self.into))
        elif tag in ("input", "select", "textarea") and attrs.get("name"):
            self._found(tag, attrs)

    def handle_endtag(self, tag):
        self.unsaid -= bool(self.unsaid)
        if tag == "fieldset" and self.legends:
            self.legends.pop()
        elif tag == "label":
            if self.label_of:
                self.labels[self.label_of] = " ".join(self.label or ())
            self.label = self.label_of = self.into = None
        elif tag in ("legend", "option", "select"):
            self.into = None

    def handle_data(self, data):
        if self.into is not None and not self.unsaid:
            self.into.append(data)

    def _found(self, tag, attrs):
        kind = attrs.get("type", "text") if tag == "input" else tag
        if kind in ("submit", "button"):
            return
        self.options.setdefault(attrs["name"], [])
        legend = self.legends[-1] if self.legends else None
        aria, value = attrs.get("aria-label"), attrs.get("value", "on")
        self.found.append((attrs["name"], kind, attrs.get("id"), value, aria, legend, self.label))
        if tag == "textarea":
            self.into = None  # what is written in it is no name


def _plain(text):
    return re.sub(r"\s+", " ", text).strip()
