"""The checklists, among the settings: their versions, the draft, what is in use as it reads."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from koios.core.permissions import CONFIGURE, requires
from koios.core.refusals import Refusal
from koios.office import places
from koios.ui.acts import About, Act, Acts
from koios.verification.desk import act_forms as forms
from koios.verification.desk import comparing, showing
from koios.verification.desk.answering import target_of
from koios.verification.desk.asking import Draft
from koios.verification.desk.found import checklist_found
from koios.verification.models import Checklist, ChecklistStatus, Kind

FORM = ["GET", "HEAD", "POST"]
FIRST = ("publication", "version")


@requires("contracts", CONFIGURE)
@require_safe
def checklists(request):
    """Each with its versions, the latest first."""
    found = Checklist.objects.order_by("name", "key", "-version")
    rows = [(one, showing.state_of_checklist(one), len(one.items)) for one in found]
    return _page(request, "list", {"rows": rows})


@requires("contracts", CONFIGURE)
@require_http_methods(FORM)
def new_checklist(request):
    return _written(request, None)


@requires("contracts", CONFIGURE)
@require_http_methods(FORM)
def checklist(request, pk):
    """A draft is written here; what is in use is read."""
    here = checklist_found(request, pk)
    if here.is_draft:
        return _written(request, here)
    if request.method == "POST":
        raise Refusal(_g("Está en uso y no se cambia: prepare una versión nueva."))
    return _page(request, "checklist", _read(here) | _offered(here, request.user))


def _written(request, here):
    """Keep the draft, or do what a press asks for and show it again."""
    is_sent = request.method == "POST"
    draft = Draft(request.POST if is_sent else None, here)
    if is_sent and "do" in request.POST:
        draft.do(request.POST["do"])
    elif is_sent and draft.is_valid():
        try:
            kept = draft.save(by=request.user)
        except Refusal as refusal:
            draft.why = refusal.message
        else:
            messages.success(request, _g("Guardamos el borrador."))
            return redirect(kept)
    is_wrong = is_sent and "do" not in request.POST
    status = 409 if draft.why else 422 if is_wrong else 200
    told = {"draft": draft, "checklist": here}
    if here:
        told |= _offered(here, request.user) | _since(here)
    return _page(request, "form", told, status=status)


def _read(here):
    shown = [(one, target_of(one) if one.kind == Kind.MEASURE else "") for one in here.questions]
    sections = groupby(shown, key=lambda pair: pair[0].section)
    return {
        "checklist": here,
        "state": showing.state_of_checklist(here),
        "sections": [(title, list(its)) for title, its in sections],
        **_since(here),
    }


def _since(here):
    """The version before, and what is different now."""
    older = Checklist.objects.filter(key=here.key, version__lt=here.version)
    before = older.order_by("-version").first()
    return {"before": before, "changes": comparing.changes(before, here) if before else []}


def _offered(here, user):
    first, more = ACTS.offered(here, user, first=FIRST)
    return {"first": first, "more": more}


def _page(request, name, told, status=200):
    here = reverse("verification:checklists")
    told["places"] = places.places_for(request.user, here=here)
    return render(request, f"verification/checklists/{name}.html", told, status=status)


def _about(one):
    return About(_g("Listas de verificación"), str(one), one.get_absolute_url())


def _is_draft(one):
    return one.is_draft


def _discard(one, by, told):
    one.discard(by=by)
    return reverse("verification:checklists")


ACTS = Acts(
    "contracts",
    found=checklist_found,
    of=_about,
    prefix="checklist_",
    namespace="verification",
    acts=[
        Act(
            "publication",
            _("Poner en uso"),
            _("Poner en uso"),
            lambda one, by, told: one.publish(by=by),
            when=_is_draft,
            text=_(
                "Las verificaciones que empiecen desde ahora preguntan esto. Las que ya empezaron "
                "siguen con lo suyo, y la versión anterior queda retirada."
            ),
            done=_("Quedó en uso."),
            level=CONFIGURE,
            icon="circle-check",
            why_not=lambda one: "" if one.items else _g("Escriba al menos un ítem."),
        ),
        Act(
            "version",
            _("Preparar una versión nueva"),
            _("Preparar"),
            lambda one, by, told: one.new_version(by=by).get_absolute_url(),
            when=lambda one: not one.is_draft,
            text=_("Empieza como esta. Mientras se prepara, se sigue preguntando la de hoy."),
            done=_("Escriba lo que cambia y póngala en uso."),
            level=CONFIGURE,
            icon="copy",
        ),
        Act(
            "retirement",
            _("Retirar"),
            _("Retirar la lista"),
            lambda one, by, told: one.retire(by=by, **told),
            forms.ReasonForm,
            lambda one: one.status == ChecklistStatus.IN_USE,
            _("Ya no se pregunta. Lo que se verificó con ella se conserva."),
            _("Quedó retirada."),
            CONFIGURE,
            danger=True,
            icon="circle-x",
        ),
        Act(
            "disposal",
            _("Borrar el borrador"),
            _("Borrar"),
            _discard,
            when=_is_draft,
            text=_("Nadie la ha usado. Queda solo en el registro de actos."),
            done=_("El borrador se borró."),
            level=CONFIGURE,
            danger=True,
            icon="trash",
        ),
    ],
)
