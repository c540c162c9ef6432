"""What Koios told a person: to open, to mark as read."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from koios.core.notices import Notice
from koios.core.permissions import signed_in
from koios.ui.lists import Tab
from koios.ui.paging import page


@signed_in
def notices(request):
    mine = Notice.objects.filter(person=request.user)
    unread = mine.unread().count()
    only_unread = request.GET.get("show") != "all"
    return render(
        request,
        "office/notices.html",
        {
            "page": page(mine.unread() if only_unread else mine, request, ("-at", "-pk")),
            "unread": unread,
            "only_unread": only_unread,
            "tabs": [
                Tab(_("Sin leer"), "?", unread, only_unread),
                Tab(_("Todos"), "?show=all", None, not only_unread),
            ],
        },
    )


@signed_in
@require_POST
def notice_reading(request, pk):
    """Mark it as read and go where it leads."""
    mine = Notice.objects.filter(person=request.user)
    notice = get_object_or_404(mine, pk=pk)
    mine.filter(pk=pk).read()
    if not url_has_allowed_host_and_scheme(notice.url, {request.get_host()}, request.is_secure()):
        return redirect("office:notices")
    return HttpResponseRedirect(notice.url)


@signed_in
@require_POST
def notices_reading(request):
    """Mark all as read."""
    count = Notice.objects.filter(person=request.user).read()
    messages.success(
        request,
        ngettext("Quedó leído el aviso.", "Quedaron leídos los %(count)s avisos.", count)
        % {"count": count},
    )
    return redirect("office:notices")
