"""The quote that an address names."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from koios.core import tokens
from koios.quotes.models import Quote

RELATED = ("customer", "contact", "owner", "previous", "document__file__blob", "need")


def found(request, ref, *related):
    """The quote by number and version, or by the key that it had as a draft, if this person may
    see it: a notice or a form of the draft still finds it once it was sent."""
    visible = Quote.objects.visible_to(request.user).select_related(*RELATED, *related)
    number, _dash, version = ref.rpartition("-v")
    if number and version.isdecimal():
        return get_object_or_404(visible, number=number, version=int(version))
    return get_object_or_404(visible, key=ref)


def opened(token):
    """The quote that a public link opens; a 404 that does not say what was wrong."""
    key, _dash, secret = token.partition("-")
    quote = Quote.objects.filter(key=key).select_related(*RELATED).first()
    # The secret is compared even for a key that does not exist, so that time tells nothing.
    pk, version = (quote.pk, quote.token_version) if quote else (0, 1)
    fits = tokens.matches(secret, "quote", pk, version)
    if not (quote and fits and quote.document_id):  # a draft has no paper to show
        raise Http404
    return quote
