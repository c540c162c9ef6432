"""One verification on one page, and what its items are answered with."""

from dataclasses import dataclass, field
from itertools import groupby

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from koios.accounts.models import User
from koios.core import calendar, clock, files
from koios.core.permissions import CONFIGURE, EDIT, SEE, requires
from koios.core.refusals import Refusal
from koios.core.together import along, hear
from koios.ui import formats
from koios.verification import papers
from koios.verification.desk import acts, showing
from koios.verification.desk.answering import AnswerForm, target_of
from koios.verification.desk.found import found
from koios.verification.models import Checklist, Kind, Status, Verdict

RELATED = ("requirement", "finding_owner", "answered_by")


@dataclass
class Card:
    """An item as the page shows it: what was asked, what was found, its form while it is open."""

    item: object
    form: AnswerForm | None = None
    files: list = field(default_factory=list)
    finding: object = None
    why: str = ""  # it was refused
    theirs: object = None  # what somebody else answered meanwhile
    basket: str = ""
    uploads: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    next_url: str = ""

    @property
    def found(self):
        return papers.found_of(self.item)

    @property
    def theirs_found(self):
        return papers.found_of(self.theirs)

    @property
    def tone(self):
        return papers.TONES.get(self.item.verdict, "")

    @property
    def target(self):
        return target_of(self.item) if self.item.kind == Kind.MEASURE else ""

    @property
    def is_open(self):
        """Its form stands there to be filled in, and not behind a press."""
        return not self.item.is_answered or bool(self.why or self.uploads or self.refused)


class Page:
    """A verification for the person who looks at it; `said` is the card of the item that was just
    sent and not kept, as it was typed."""

    said = None

    def __init__(self, verification, user):
        self.verification, self.user = verification, user
        self.today = calendar.today()
        self.may_edit = user.may("contracts", EDIT)

    @property
    def may_answer(self):
        return self.may_edit and self.verification.status == Status.IN_PROGRESS

    @cached_property
    def people(self):
        if not self.may_answer:
            return []
        return list(User.objects.who_may("contracts", EDIT).order_by("name"))

    @cached_property
    def sections(self) -> list:
        """[(title, cards)], in the order in which it is asked."""
        return [
            (title, [self.card(one) for one in its])
            for title, its in groupby(self.verification.all_items, key=lambda one: one.section)
        ]

    def card(self, item) -> Card:
        if self.said and self.said.item.pk == item.pk:
            return self._with_files(self.said)
        form = AnswerForm(item=item, people=self.people) if self.may_answer else None
        return self._with_files(
            Card(item, form, finding=self._findings.get(item.pk), basket=files.basket_new())
        )

    @property
    def progress(self) -> dict:
        here = self.verification
        left = here.unanswered
        return {
            "done": here.asked - len(left),
            "total": here.asked,
            "next_url": f"#item-{left[0].code}" if left else "",
            "next_code": left[0].code if left else "",
            "percent": papers.percent(here.tally.percent),
        }

    @property
    def facts(self):
        here = self.verification
        return [
            (_("Contrato"), here.contract.label),
            (_("Año"), str(here.for_year)),
            (_("Para cuándo"), formats.day(here.due_on)),
            (_("Lista de verificación"), here.checklist and str(here.checklist)),
            (_("Empezada"), here.started_at and _day(here.started_at)),
            (_("Terminada"), here.finished_at and _day(here.finished_at)),
            (_("Terminó"), here.finished_by and here.finished_by.name),
            (_("Campaña"), here.campaign and str(here.campaign)),
        ]

    @property
    def counts(self):
        """How many items have each verdict, once that is fixed."""
        here = self.verification
        if not here.finished_at:
            return []
        return [(verdict.label, getattr(here, str(verdict))) for verdict in Verdict]

    def _to_ask(self):
        """What it will ask once it begins: the checklist, and how many requirements."""
        if self.verification.status != Status.PENDING:
            return None
        contract = self.verification.contract
        yield [*along(contract, "amendments"), contract.all_tariffs, contract.all_requirements]
        required = contract.terms_on(self.today).requirements
        return {"checklist": Checklist.objects.fitting(contract), "requirements": len(required)}

    def context(self) -> dict:
        here = self.verification
        events, to_ask = hear(showing.story_of(here, self.user), self._to_ask())
        first, more = acts.ACTS.offered(here, self.user, first=acts.FIRST.get(here.status, ()))
        return {
            "page": self,
            "verification": here,
            "state": showing.state_of(here),
            "due": showing.due_of(here, self.today),
            "percent": papers.percent(here.compliance),
            "first": first,
            "more": more,
            "may_configure": self.user.may("contracts", CONFIGURE),
            "document": here.document,
            "to_ask": to_ask,
            "events": events,
        }

    def _with_files(self, card):
        card.files = [showing.shown(one) for one in self._files.get(card.item.pk, ())]
        return card

    @cached_property
    def _files(self):
        here = self.verification
        is_answered = any(one.is_answered for one in here.all_items)
        return papers.evidence_of(here) if is_answered else {}

    @cached_property
    def _findings(self):
        return self.verification.findings() if self.verification.finished_at else {}


@requires("contracts", SEE)
@require_safe
def verification(request, number):
    page = Page(found(request, number), request.user)
    return render(request, "verification/verification.html", page.context())


@requires("contracts", EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def item(request, number, code):
    """An item is answered in its place; for htmx its card alone comes back, and the progress."""
    here = found(request, number)
    asked = get_object_or_404(here.items.select_related(*RELATED), code=code)
    if request.method != "POST":
        return redirect(asked)
    page = Page(here, request.user)
    page.said = _sent(request, page, asked)
    if request.htmx:
        return _fragment(request, page, asked)
    if page.said is None:
        return redirect(asked)
    status = 409 if page.said.theirs else 422
    return render(request, "verification/verification.html", page.context(), status=status)


@requires("contracts", SEE)
@require_safe
def paper(request, number):
    """The PDF of a finished one, byte for byte as it was fixed."""
    here = found(request, number)
    if here.document is None or not here.document.is_ready:
        raise Refusal(
            _("El PDF se está preparando: ábralo en unos segundos.")
            if here.document
            else _("Todavía no está terminada: el PDF queda fijo al terminarla.")
        )
    return files.serve(request, here.document.file, allowed=True)


def _sent(request, page, item) -> Card | None:
    """What was said of an item is kept; else its card, which says why not."""
    basket = files.basket_from(request.POST.get("basket"))
    _staged, refused = files.stage_all(basket, request.FILES.getlist("files"), by=request.user)
    form = AnswerForm(request.POST, item=item, people=page.people)
    card = Card(item, form, basket=basket, refused=refused)
    try:
        if "remove" in request.POST:
            _take_out(request, item, basket)
            card.why = _("El archivo ya no está. Guarde lo demás cuando termine.")
        elif not form.is_valid():
            card.why = _("Revise lo que está marcado.")
        elif refused:
            card.why = _("Hay archivos que no se pudieron recibir: guarde sin ellos o cámbielos.")
        else:
            item.answer(by=request.user, basket=basket, **form.told())
            return None
    except Refusal as refusal:
        card.why = refusal.message
        card.theirs = getattr(refusal, "theirs", None)
        if card.theirs:
            form.look_again(card.theirs)
    card.uploads = list(files.uploads_in(basket))
    return card


def _take_out(request, item, basket):
    """A file that was kept with the answer, or one that waits to be."""
    kind, _dash, key = request.POST["remove"].partition("-")
    if kind == "upload" and key.isdecimal():
        files.uploads_in(basket).filter(pk=key).delete()
    elif key.isdecimal():
        item.take_out_file(int(key), by=request.user)


def _fragment(request, page, asked):
    """Its card, and out of its place the progress of all."""
    here = page.verification
    now = next(one for one in here.all_items if one.pk == asked.pk)
    card = page.card(now)
    card.next_url = page.progress["next_url"]
    told = {"card": card, "page": page, "verification": here, "is_fragment": True}
    status = 422 if page.said else 200
    return render(request, "verification/_item.html", told, status=status)


def _day(instant):
    return formats.day(clock.local(instant).date())
