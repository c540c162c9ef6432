from django.http import Http404

from koios.core.permissions import public


@public
def quote(request, token):
    raise Http404
