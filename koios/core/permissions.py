"""Who may enter a view. Modules and levels are the two sides of the permission matrix.

Every view carries exactly one of `@requires`, `@signed_in` and `@public`; a test walks all URLs
with all roles and compares. What a person may not see is a 404; what they see but may not do, 403.
"""

from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.refusals import Forbidden, Refusal
from koios.core.registry import Registry

SEE, EDIT, APPROVE, CONFIGURE = LEVELS = ("see", "edit", "approve", "configure")
LEVEL_LABELS = {
    SEE: gettext_lazy("Ver"),
    EDIT: gettext_lazy("Editar"),
    APPROVE: gettext_lazy("Aprobar"),
    CONFIGURE: gettext_lazy("Configurar"),
}


@dataclass(frozen=True)
class Module:
    """A row of the matrix."""

    name: str
    label: str
    order: int = 100
    levels: tuple = LEVELS


@dataclass(frozen=True)
class Access:
    """Who a view is for: `public`, `signed_in`, or a module at a level."""

    kind: str
    module: str = ""
    level: str = ""


modules = Registry()


def register_module(name, label, *, order=100, levels=LEVELS):
    return modules.add(name, Module(name, label, order, tuple(levels)))


def public(view):
    """A door for anyone."""
    return _marked(view, Access("public"))


def signed_in(view):
    """A door for whoever has an account; what they find is filtered inside."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return _marked(guarded, Access("signed_in"))


def requires(module, level):
    """A door for those whose roles reach this level of this module."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if not request.user.may(module, SEE):
                raise Http404
            if not request.user.may(module, level):
                raise Forbidden(_("Su papel en la empresa le permite ver esto, pero no hacerlo."))
            return view(request, *args, **kwargs)

        return _marked(guarded, Access("requires", module, level))

    return decorate


def to_sign_in(request, back=""):
    """Lead to the sign-in, and `back` from there.

    What a page asks for while somebody types leads nowhere: what is half written stays with them
    until they send it.
    """
    if getattr(request, "htmx", False):
        raise Refusal(
            _("Lo que escribió sigue aquí: al enviarlo podrá entrar otra vez."), status=401
        )
    where = urlencode({"next": back or request.get_full_path()})
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{where}")


def _marked(view, access):
    view.access = access
    return view
