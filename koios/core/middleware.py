"""What every request carries: where it came from, and what happens to a refusal."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from koios.core import limits, origin, stamps
from koios.core.refusals import Refusal


class OriginMiddleware:
    """Tells the trail from which address an act came, and forgets it afterwards."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        stamps.forget()
        with origin.of(limits.client_ip(request)):
            return self.get_response(request)


class RefusalMiddleware:
    """A refusal becomes a clear page in one place; nobody wraps a verb in a `try`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        page = "ui/_refusal.html" if getattr(request, "htmx", False) else "ui/refusal.html"
        return render(
            request,
            page,
            {"message": exception.message, "status": exception.status},
            status=exception.status,
        )


class WayBackMiddleware:
    """An address that only takes forms leads a browser to the page above it.

    A phone opens again the last address of a tab, and who signed in late comes back to where the
    form went: neither should find a blank page. A program is told 405, as always.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        asked = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
        if response.status_code != 405 or not asked:
            return response
        return redirect(request.path.rstrip("/").rpartition("/")[0] + "/")
