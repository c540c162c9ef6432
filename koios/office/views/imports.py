"""Lists that come in: upload, columns, a look at the first rows, a dry run, the real one."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from koios.core import files
from koios.core.imports import ImportRun, MapError, importers
from koios.core.permissions import signed_in
from koios.core.tables import NotATable
from koios.office import importing, runs
from koios.ui.paging import page

S = ImportRun.Status
STEPS = {S.BROUGHT: 1, S.MAPPED: 2, S.CHECKED: 3, S.RUNNING: 3, S.DONE: 4}
OPEN = (S.BROUGHT, S.MAPPED, S.CHECKED)


@signed_in
def imports(request):
    """Every file that this person may look at, the latest first."""
    found = ImportRun.objects.visible_to(request.user).select_related("owner")
    return render(
        request,
        "office/imports.html",
        {
            "page": page(found, request, ("-created_at", "-pk"), size=25),
            "importers": [one for one in importers if one.may_be_run_by(request.user)],
        },
    )


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("El archivo"),
        help_text=gettext_lazy("XLSX, XLS, ODS o CSV. Una fila por registro, con títulos arriba."),
        error_messages={
            "required": gettext_lazy("Escoja el archivo."),
            "empty": gettext_lazy("El archivo está vacío. Revise que sea el que quiere subir."),
        },
    )


@signed_in
def new_import(request, name):
    """Bring a file."""
    importer = _importer(request.user, name)
    form = UploadForm(request.POST or None, request.FILES or None)
    options = importer.options_of(request.GET)
    if request.method == "POST" and form.is_valid():
        basket = files.basket_new()
        try:
            files.stage(basket, form.cleaned_data["file"], by=request.user)
        except files.FileRefused as refusal:
            form.add_error("file", refusal.message)
        else:
            run = ImportRun.bring_upload(importer, basket, by=request.user, options=options)
            return redirect("office:import_columns", run.pk)
    told = {"form": form, "importer": importer, "note": importer.told_of(options)}
    return render(request, "office/import_new.html", told)


@signed_in
def import_columns(request, pk):
    """Decide what each column of the file is."""
    run = _run(request.user, pk, to_change=True)
    deciding = importing.Deciding(run, request.POST if request.method == "POST" else None)
    told = {"run": run, "deciding": deciding, "at": STEPS[run.status]}
    if deciding.table is None:
        return render(request, "office/import_shape.html", told)
    if deciding.decide(by=request.user):
        return redirect(run)
    return render(request, "office/import_columns.html", told)


class MapForm(forms.Form):
    map = forms.CharField(
        widget=forms.Textarea, label=gettext_lazy("El mapa, en YAML"), strip=False
    )


@signed_in
def import_map(request, pk):
    """The same decisions as a text, for what the form does not offer."""
    run = _run(request.user, pk, to_change=True)
    initial = None if request.method == "POST" else {"map": importing.map_text(run)}
    form = MapForm(request.POST or None, initial=initial)
    faults = []
    if request.method == "POST" and form.is_valid():
        try:
            run.map_with(form.cleaned_data["map"], by=request.user)
            return redirect(run)
        except MapError as refusal:
            faults = refusal.faults
        except NotATable as refusal:
            faults = [refusal.message]
    return render(
        request,
        "office/import_map.html",
        {"run": run, "form": form, "faults": faults, "columns": run.kind.columns},
    )


@signed_in
@never_cache
def import_run(request, pk):
    """Where a file stands: its first rows, its dry run, how far it is, what came of it."""
    run = _run(request.user, pk)
    if run.status == S.BROUGHT and run.kind.may_be_run_by(request.user):
        return redirect("office:import_columns", run.pk)
    is_open = run.status in OPEN and run.kind.may_be_run_by(request.user)
    preview, why = _preview(run) if run.status in (S.MAPPED, S.CHECKED) else (None, "")
    return render(
        request,
        "office/import.html",
        {
            "run": run,
            "state": runs.state_of(run),
            "at": STEPS.get(run.status, 0),
            "is_open": is_open,
            "is_working": _is_working(run),
            "preview": preview,
            "why": why,
            "refused": page(run.refused.all(), request, ("line", "pk"), size=25),
            "counts": runs.counts_of(run),
        },
    )


@signed_in
@never_cache
@require_safe
def import_progress(request, pk):
    """How far it is; when it ends, the page is asked for again."""
    run = _run(request.user, pk)
    if not _is_working(run):
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    return render(
        request,
        "ui/_progress.html",
        {"progress": run.progress, "url": reverse("office:import_progress", args=[run.pk])},
    )


@signed_in
@require_POST
def import_check(request, pk):
    """The dry run: every row gets its verdict, and nothing is written."""
    run = _run(request.user, pk, to_change=True)
    run.rehearse(by=request.user)
    return redirect(run)


@signed_in
@require_POST
def import_start(request, pk):
    run = _run(request.user, pk, to_change=True)
    run.start(by=request.user)
    return redirect(run)


@signed_in
@require_POST
def import_discard(request, pk):
    run = _run(request.user, pk, to_change=True)
    run.discard(by=request.user)
    messages.success(request, _("El archivo quedó descartado. No se importó nada de él."))
    return redirect("office:imports")


def _importer(user, name):
    importer = importers.get(name)
    if importer is None or not importer.may_be_run_by(user):
        raise Http404
    return importer


def _run(user, pk, *, to_change=False):
    found = ImportRun.objects.visible_to(user)
    run = get_object_or_404(found.select_related("owner", "progress", "result", "file"), pk=pk)
    if to_change and not run.kind.may_be_run_by(user):
        raise Http404
    return run


def _is_working(run):
    return run.progress is not None and not run.progress.is_over


def _preview(run):
    try:
        return run.preview(), ""
    except (MapError, NotATable) as refusal:
        return [], refusal.message
