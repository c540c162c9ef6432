"""A paper was set: what is signed is prepared, or the evidence is sealed."""

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
