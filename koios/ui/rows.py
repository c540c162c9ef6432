"""The rows of a list: its columns told once, as data, and written by one function.

In a template each row costs 0.15 ms, and fifty of them are half of a page (docs/performance.md).
Here a cell is a function of its row, and the list reads no more than its columns say.

    QUOTES = Rows(
        _("Cotizaciones"),
        Column(_("Número"), _number, reads=("number",), css="cell-no", sort="number"),
        Column(_("Responsable"), "owner__name", css="cell-owner", look="quiet"),
    )
    page = QUOTES.page(quotes, request, sort.keys)
    QUOTES.draw(page, sort)
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from koios.ui import icons, paging


@dataclass(frozen=True)
class Column:
    """A column: its head, what its cells tell of their rows, and the values that they need.

    `tell(row)` gives a text, which is escaped, or HTML made with `format_html`; the name of a value
    tells that value. `css` are the classes of the head and the cells, `look` those of the cells
    alone; `names` marks the column that names its row to those who listen.
    """

    label: str
    tell: Callable | str
    reads: tuple = ()
    css: str = ""
    look: str = ""
    sort: str = ""
    names: bool = False

    @property
    def needs(self):
        return (self.tell, *self.reads) if isinstance(self.tell, str) else self.reads

    @property
    def teller(self):
        return attrgetter(self.tell) if isinstance(self.tell, str) else self.tell

    @property
    def opening(self):
        classes = " ".join(filter(None, [self.css, self.look]))
        attributes = format_html(' class="{}"', classes) if classes else ""
        if self.names:
            return format_html('<th role="rowheader" scope="row"{}>', attributes)
        return format_html('<td role="cell"{}>', attributes)

    @property
    def closing(self):
        return "</th>" if self.names else "</td>"


class Row:
    """What a list shows of a record: the values that were read, by their names.

    A capability adds what it works out of them, as its records do (`cases.outline`).
    """

    def __init__(self, values):
        self.__dict__ = values


class Rows:
    """A list: its name for those who listen, its columns, and the class of its rows.

    `chosen_by` is the value that tells which rows were chosen, where they can be; `called` names
    such a row to those who listen, where that value does not.
    """

    def __init__(self, caption, *columns, css="", row=Row, chosen_by="", called=None):
        self.caption, self.columns, self.css = caption, columns, css
        self.row, self.chosen_by = row, chosen_by
        self.called = called or attrgetter(chosen_by or "pk")

    def page(self, queryset, request, keys, size=50) -> paging.Page:
        """The page that the address asks for, with only the values that are shown."""
        sorted_by = (key.lstrip("-") for key in keys)
        needs = [name for column in self.columns for name in column.needs]
        chosen_by = [self.chosen_by] if self.chosen_by else []
        names = dict.fromkeys(["pk", *chosen_by, *needs, *sorted_by])
        return paging.page(queryset.values(*names), request, keys, size, self.row)

    def draw(self, rows, sort=None, *, choosing=False, group=None) -> SafeString:
        """The whole table. `group(row)` names the part of the list that a row stands in: rows that
        follow one another under the same name share a heading."""
        choosing = choosing and self.chosen_by
        part = None
        pieces = [
            format_html(
                '<table class="list list-cards{}" role="table">\n<caption class="sr-only">{}'
                '</caption>\n<thead role="rowgroup"><tr role="row">',
                f" {self.css}" if self.css else "",
                self.caption,
            ),
            _all_of_them() if choosing else "",
            *(head(c.label, c.sort, sort, c.css) for c in self.columns),
            '</tr></thead>\n<tbody role="rowgroup">\n',
        ]
        cells = [(column.opening, column.teller, column.closing) for column in self.columns]
        for row in rows:
            if group and (name := group(row)) != part:
                part = name
                pieces.append(_heading(name, 2 if choosing else 1))
            pieces.append('<tr role="row">')
            if choosing:
                pieces.append(_this_one(getattr(row, self.chosen_by), self.called(row)))
            for opening, tell, closing in cells:
                pieces += (opening, _told(tell(row)), closing)
            pieces.append("</tr>\n")
        pieces.append("</tbody></table>")
        return mark_safe("".join(pieces))  # noqa: S308 -- each cell is escaped


def head(label, sort="", of=None, css="") -> SafeString:
    """The head of a column; with `sort`, a name of `of` (`koios.ui.lists.Sort`), a link."""
    is_sorted = sort and of
    direction = of.direction(sort) if is_sorted else ""
    if not is_sorted:
        shown = label
    else:
        arrow = {"ascending": "arrow-up", "descending": "arrow-down"}.get(direction)
        mark = icons.svg(arrow) if arrow else ""
        shown = format_html('<a href="{}">{} {}</a>', of.url(sort), label, mark)
    return format_html(
        '<th role="columnheader" scope="col"{}{}>{}</th>',
        format_html(' class="{}"', css) if css else "",
        format_html(' aria-sort="{}"', direction) if direction else "",
        shown,
    )


# What cells are made of


def link(url, text, css="cell-main") -> SafeString:
    """The way to the record."""
    return format_html('<a class="{}" href="{}">{}</a>', css, url, text)


def sub(text) -> SafeString:
    """What is told under the first line, or nothing."""
    return format_html('<span class="cell-sub">{}</span>', text) if text else SafeString()


def faint(text) -> SafeString:
    """What stands where there is nothing to tell."""
    return format_html('<span class="faint">{}</span>', text)


def _told(value):
    return "" if value is None else conditional_escape(value)


def _heading(name, width):
    # No wider than the first columns: which of the others are left out on a narrow screen is told
    # by the style sheet, and a cell across columns that are not there would make them.
    return format_html(
        '<tr role="row" class="list-part"><th role="rowheader" scope="rowgroup" colspan="{}">{}'
        "</th></tr>\n",
        width,
        name,
    )


def _all_of_them():
    return format_html(
        '<th class="cell-check" role="columnheader" scope="col"><input class="form-check-input" '
        'type="checkbox" data-select-all aria-label="{}"></th>',
        _("Seleccionar todas las de esta página"),
    )


def _this_one(key, name):
    return format_html(
        '<td class="cell-check" role="cell"><input class="form-check-input" type="checkbox" '
        'name="chosen" value="{}" data-select-row aria-label="{}"></td>',
        key,
        name,
    )
