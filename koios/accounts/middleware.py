"""What holds at every door for people: set-up first, a second factor where it is asked for."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from koios.accounts import second_factor, sessions, set_up, unsent
from koios.core.permissions import to_sign_in


class DoorMiddleware:
    """Leads who must do something first to where it is done; keeps their language and session."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with translation.override(translation.get_language()):
            response = self.get_response(request)
        unsent.mark(request, response)
        return response

    def process_view(self, request, view, args, kwargs):
        access = getattr(view, "access", None)
        if access is None or access.kind == "public":
            return None
        if not request.user.is_authenticated:
            return _without_a_session(request)
        translation.activate(request.user.language)
        sessions.look(request)
        unsent.look(request)
        if getattr(view, "before_second_factor", False) or not owes_second_factor(request):
            return None
        return redirect("accounts:second_factor_activation")


def _without_a_session(request):
    if set_up.is_first_visit():
        return redirect("accounts:set_up")
    if request.method == "POST" and not request.htmx and unsent.keep(request):
        return to_sign_in(request, back=reverse("accounts:unsent"))
    return None


def owes_second_factor(request):
    """Whether a role of theirs asks for a second factor and they have none yet.

    The session remembers that they have one; a reset ends their sessions.
    """
    if not request.user.must_have_second_factor():
        return False
    if not request.session.get("has_second_factor"):
        if not second_factor.is_on(request.user):
            return True
        request.session["has_second_factor"] = True
    return False


def before_second_factor(view):
    """A door that stays open to who must still set up their second factor."""
    view.before_second_factor = True
    return view
