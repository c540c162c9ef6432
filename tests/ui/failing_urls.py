"""Doors that fail on purpose, beside those of the program."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import path

from koios.core.refusals import Forbidden, Refusal
from koios.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401


def broken(request):
    raise RuntimeError("the inside of the program")


def denied(request):
    raise PermissionDenied


def suspicious(request):
    raise SuspiciousOperation("a strange host")


def refused(request):
    raise Refusal("La norma no permite prórroga en los reclamos.")


def forbidden(request):
    raise Forbidden("Su papel le permite ver esto, pero no hacerlo.")


def waiting(request):
    raise Refusal("Ya envió muchos mensajes.", status=429)


def reads(request):
    return request.POST and None


urlpatterns = [
    *urlpatterns,
    path("broken/", broken),
    path("denied/", denied),
    path("suspicious/", suspicious),
    path("refused/", refused),
    path("forbidden/", forbidden),
    path("waiting/", waiting),
    path("reads/", reads),
]
