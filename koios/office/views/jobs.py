"""What Koios does by itself: what failed for good, and the lines that it repeats."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from koios.core import jobs as core_jobs
from koios.core.permissions import CONFIGURE, requires
from koios.office import machine, places
from koios.ui.paging import page


@requires("settings", CONFIGURE)
def jobs(request):
    found = page(core_jobs.dead_letters(), request, ("-ended_at", "-pk"), size=25)
    return render(
        request,
        "office/jobs.html",
        {
            "page": found,
            "failed": [machine.Failed(job) for job in found],
            "work": machine.work(),
            "lines": machine.lines(),
            "places": places.places_for(request.user, here=request.path),
        },
    )


@requires("settings", CONFIGURE)
@require_POST
def job_retry(request, pk):
    get_object_or_404(core_jobs.Job, pk=pk).retry(by=request.user)
    messages.success(request, _("Se intentará de nuevo en un momento."))
    return redirect("office:jobs")


class DiscardForm(forms.Form):
    reason = forms.CharField(
        max_length=300,
        label=gettext_lazy("Por qué ya no hace falta"),
        error_messages={"required": gettext_lazy("Diga por qué, para que quede en el registro.")},
    )


@requires("settings", CONFIGURE)
def job_discard(request, pk):
    job = get_object_or_404(core_jobs.dead_letters(), pk=pk)
    form = DiscardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        job.discard(by=request.user, **form.cleaned_data)
        messages.success(request, _("Quedó descartado; su motivo está en el registro de actos."))
        return redirect("office:jobs")
    return render(
        request,
        "ui/confirm.html",
        {
            "form": form,
            "title": _("¿Descartar este trabajo?"),
            "text": _("%(job)s. Nadie lo hará, y su motivo queda en el registro de actos.")
            % {"job": machine.Failed(job).title},
            "url": request.path,
            "verb": _("Descartar"),
            "danger": True,
            "back_url": reverse("office:jobs"),
        },
    )
