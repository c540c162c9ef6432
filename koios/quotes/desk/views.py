from django.http import Http404

from koios.core.permissions import SEE, requires


@requires("quotes", SEE)
def record(request, ref):
    raise Http404
