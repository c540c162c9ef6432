"""The way out for files of records, after the guard of their capability has said yes."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from koios.core import files
from koios.core.permissions import signed_in


@signed_in
@require_safe
def download(request, pk, name=""):
    """The original; the name in the address is for people, the number decides."""
    return files.serve(request, _found(pk))


@signed_in
@require_safe
def preview(request, pk):
    side = files.SMALL if request.GET.get("size") == "small" else files.LARGE
    return files.serve_preview(request, _found(pk), side=side)


def _found(pk):
    return get_object_or_404(files.File.objects.select_related("blob"), pk=pk)
