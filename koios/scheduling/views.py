from django.http import Http404

from koios.core.permissions import SEE, requires


@requires("scheduling", SEE)
def order(request, number):
    raise Http404
