"""How far long work is, for the person who asked for it."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from koios.core.permissions import signed_in
from koios.core.progress import Progress


@signed_in
@never_cache
def progress(request, pk):
    mine = Progress.objects.filter(owner=request.user).select_related("result")
    found = get_object_or_404(mine, pk=pk)
    told = {"progress": found, "url": found.get_absolute_url()}
    if found.result:
        told["result_url"] = reverse("office:file", args=[found.result.pk, found.result.name])
        told["result"] = found.result.name
    elif found.state == found.State.DONE and hasattr(found.about, "get_absolute_url"):
        told |= {"result_url": found.about.get_absolute_url(), "result": found.about}
    page = "ui/_progress.html" if request.htmx else "office/progress.html"
    return render(request, page, told)
