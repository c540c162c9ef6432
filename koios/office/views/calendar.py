"""The calendar of business days: a year, and changes that show what they move before they do."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koios.core import calendar as core_calendar
from koios.core import settings
from koios.core.calendar import FIRST, LAST, NonWorkingDay
from koios.core.permissions import CONFIGURE, SEE, requires
from koios.office import calendar as office_calendar
from koios.office import places, trail
from koios.ui import formats
from koios.ui.widgets import DayInput

LONGEST = 31  # days of one closure
LATEST = 5


@requires("settings", SEE)
def calendar(request):
    return render(
        request,
        "office/calendar.html",
        {
            "year": office_calendar.Year(_asked(request)),
            "saturdays": settings.get("calendar.saturdays"),
            "may_configure": request.user.may("settings", CONFIGURE),
            "places": places.places_for(request.user, here=request.path),
            "latest": _latest(request.user),
        },
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=300,
        label=gettext_lazy("Por qué"),
        help_text=gettext_lazy("Queda en el registro y se lo decimos a quien se le mueve algo."),
        error_messages={"required": gettext_lazy("Diga por qué.")},
    )


class ClosureForm(ReasonForm):
    day = forms.DateField(label=gettext_lazy("Día"), widget=DayInput)
    until = forms.DateField(
        label=gettext_lazy("Hasta"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Si son varios días seguidos."),
    )
    name = forms.CharField(
        max_length=120,
        label=gettext_lazy("Nombre"),
        help_text=gettext_lazy("Como aparece al explicar un vencimiento: «Cierre de fin de año»."),
    )
    field_order = ["day", "until", "name", "reason"]

    def clean(self):
        told = self.cleaned_data
        first = told.get("day")
        if first is None or self.errors:
            return
        last = told.get("until") or first
        if not FIRST < first <= last < LAST:
            raise ValidationError(
                _("El último día va después del primero.") if last < first else _("Revise el año.")
            )
        if (last - first).days >= LONGEST:
            raise ValidationError(_("Declare hasta 31 días seguidos a la vez."))
        self.days = office_calendar.business_days_between(first, last)
        if not self.days:
            self.add_error("day", _already_off(first))

    def proposal(self):
        return office_calendar.Proposal(off=dict.fromkeys(self.days, self.cleaned_data["name"]))


@requires("settings", CONFIGURE)
def closure(request):
    """A day, or some in a row, that no term counts."""
    form = ClosureForm(request.POST or None, initial={"day": request.GET.get("day")})
    if request.method == "POST" and form.is_valid():
        return _ask_or_make(
            request,
            form,
            form.proposal(),
            title=ngettext(
                "¿Declarar no hábil el %(day)s?", "¿Declarar no hábiles %(n)s días?", len(form.days)
            )
            % {"day": formats.day_full(form.days[0]), "n": len(form.days)},
            verb=_("Declarar no hábil"),
        )
    return render(
        request,
        "office/calendar_form.html",
        {"form": form, "title": _("Día no hábil"), "verb": _("Ver qué mueve")},
    )


@requires("settings", CONFIGURE)
def withdrawal(request, pk):
    """A day that counts again."""
    row = get_object_or_404(NonWorkingDay, pk=pk, withdrawn=False)
    form = ReasonForm(request.POST or None)
    title = _("¿Volver a contar el %(day)s, %(name)s?") % {
        "day": formats.day_full(row.day),
        "name": row.name,
    }
    if request.method == "POST" and form.is_valid():
        proposal = office_calendar.Proposal(on=(row,))
        return _ask_or_make(request, form, proposal, title=title, verb=_("Volver a contarlo"))
    return render(
        request,
        "office/calendar_form.html",
        {"form": form, "title": title, "verb": _("Ver qué mueve")},
    )


@requires("settings", CONFIGURE)
def saturdays(request):
    """Whether Saturdays count."""
    now = settings.get("calendar.saturdays")
    title = _("¿Dejar de contar los sábados?") if now else _("¿Contar los sábados como hábiles?")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proposal = office_calendar.Proposal(saturdays=not now)
        verb = _("Dejar de contarlos") if now else _("Contarlos")
        return _ask_or_make(request, form, proposal, title=title, verb=verb)
    return render(
        request,
        "office/calendar_form.html",
        {"form": form, "title": title, "verb": _("Ver qué mueve")},
    )


def _ask_or_make(request, form, proposal, *, title, verb):
    """First what it would move; once that was seen and confirmed, the change itself."""
    if "confirmed" not in request.POST:
        return render(
            request,
            "office/calendar_confirm.html",
            {
                "title": title,
                "verb": verb,
                "form": form,
                "moved": proposal.moved(),
                "typed": [(name, request.POST[name]) for name in form.fields],
            },
        )
    proposal.make(by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("El calendario quedó guardado y los vencimientos, al día."))
    year = proposal.since.year if proposal.since else _asked(request)
    return redirect(f"{reverse('office:calendar')}?year={year}")


def _asked(request):
    year = request.GET.get("year", "")
    if year.isdecimal() and FIRST.year < int(year) < LAST.year:
        return int(year)
    return core_calendar.today().year


def _already_off(day):
    reason, _kind = core_calendar.current().why_off(day)
    return _("Ese día ya no se cuenta: %(reason)s.") % {"reason": reason}


def _latest(user):
    """The last changes of the calendar, told."""
    entries = trail.visible_to(user).filter(subject_type=NonWorkingDay._meta.label_lower)
    entries = entries.exclude(verb="seeded")
    return trail.told(entries.order_by("-sequence")[:LATEST], user)
