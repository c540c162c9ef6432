"""The request or signer that an address names, if this person may manage its record."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from koios.core.refusals import Forbidden
from koios.signing.models import Signer, SigningRequest
from koios.signing.subjects import subjects


def request_of(request, key) -> SigningRequest:
    found = get_object_or_404(SigningRequest, key=key)
    _refuse(request.user, found)
    return found


def signer_of(request, key) -> Signer:
    found = get_object_or_404(Signer.objects.select_related("request"), key=key)
    _refuse(request.user, found.request)
    return found


def _refuse(user, request):
    subject = subjects.get(request.subject_type)
    if subject is None or not subject.may_see(user, request.subject_id):
        raise Http404
    if not subject.may_manage(user, request.subject_id):
        raise Forbidden(_("Su papel en la empresa le permite ver esto, pero no hacerlo."))
