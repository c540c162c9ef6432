"""A paper was set: what is signed is prepared, or the evidence is sealed."""

from django.utils.translation import gettext as _

from koios.signing import landing, proving
from koios.signing.models import SigningRequest, Status


def go_on(document) -> None:
    """Called for each document that is ready, in the act that keeps it."""
    if document.template == proving.TEMPLATE:
        proving.seal.enqueue(request=int(document.subject_id))
        return
    waiting = SigningRequest.objects.filter(document=document, status=Status.PREPARING)
    for request in waiting.only("pk"):
        landing.land.enqueue(request=request.pk)


def mail_lost(message) -> None:
    """An invitation or the signed file did not arrive: who asked hears it, to call them."""
    if message.about_type != SigningRequest._meta.label_lower:
        return
    request = SigningRequest.objects.get(pk=message.about_id)
    request.tell_owner(
        lambda: (
            _("No llegó el correo de firma a %(address)s: «%(title)s»")
            % {"address": ", ".join(message.to), "title": request}
        ),
        key=f"lost.{message.pk}",
        urgent=True,
    )
