"""The page from which a quote leaves: to whom, in which words, and what it still lacks."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from koios.core.outbox.addresses import BadAddress, clean_addresses
from koios.core.permissions import EDIT, requires
from koios.core.refusals import Refusal
from koios.quotes import letters
from koios.quotes.desk.story import shown
from koios.quotes.found import found
from koios.quotes.models import Status

FORM = ["GET", "HEAD", "POST"]


class SendingForm(forms.Form):
    """To whom, with a copy to whom, and the words of the mail."""

    people = forms.MultipleChoiceField(
        label=gettext_lazy("Para"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label=gettext_lazy("Otros correos"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Separados por comas."),
    )
    cc = forms.CharField(
        label=gettext_lazy("Con copia a"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Separados por comas. La copia no puede aprobar en la página."),
    )
    subject = forms.CharField(label=gettext_lazy("Asunto"), max_length=250)
    text = forms.CharField(label=gettext_lazy("Mensaje"), widget=forms.Textarea, max_length=5000)

    def __init__(self, *args, quote, **kwargs):
        super().__init__(*args, **kwargs)
        people = [one for one in quote.customer.contacts.current() if one.email]
        self.fields["people"].choices = [(one.email, f"{one.name}, {one.email}") for one in people]
        if not people:
            del self.fields["people"]
        subject, text = letters.proposed(quote)
        self.initial |= {"people": _proposed(quote, people), "subject": subject, "text": text}

    def clean_others(self):
        return _addresses(self.cleaned_data["others"])

    def clean_cc(self):
        return _addresses(self.cleaned_data["cc"])

    def clean(self):
        told = super().clean()
        if not self.errors and not self.to:
            name = "people" if "people" in self.fields else "others"
            self.add_error(name, _("Elija a quién enviarla, o escriba un correo."))
        return told

    @property
    def to(self) -> list:
        told = self.cleaned_data
        return list(dict.fromkeys([*told.get("people", []), *told.get("others", [])]))

    def told(self) -> dict:
        """As `Quote.send` takes it."""
        told = self.cleaned_data
        return {"to": self.to, "cc": told["cc"], "subject": told["subject"], "text": told["text"]}


@requires("quotes", EDIT)
@require_http_methods(FORM)
def sending(request, ref):
    """A draft leaves, and takes its number."""
    here = found(request, ref)
    if not here.is_draft:  # an old page, or a second press
        messages.info(request, _("%(quote)s ya se envió.") % {"quote": here.label})
        return redirect(here)
    return _answer(request, here, here.send, _("La cotización sale enseguida."))


@requires("quotes", EDIT)
@require_http_methods(FORM)
def resending(request, ref):
    """The very same paper once more, to these or to other people."""
    here = found(request, ref)
    if here.status != Status.SENT:
        told = {"quote": here.label, "state": here.get_status_display().lower()}
        messages.warning(request, _("%(quote)s está %(state)s: ya no se envía.") % told)
        return redirect(here)
    return _answer(request, here, here.send_again, _("Sale otra vez enseguida."))


def _answer(request, here, send, done):
    form = SendingForm(request.POST or None, quote=here)
    missing = here.missing_to_send() if here.is_draft else []
    why = ""
    if request.method == "POST" and form.is_valid():
        try:
            send(by=request.user, **form.told())
        except Refusal as refusal:
            why = refusal.message
        else:
            here.refresh_from_db()
            messages.success(request, done)
            return redirect(here)
    told = {
        "quote": here,
        "form": form,
        "why": why,
        "missing": missing,
        "lacks": any(not is_done for _text, is_done in missing),
        "files": [shown(file) for file in here.attachments()],
        "fields": letters.FIELDS.items(),
    }
    status = 409 if why else 422 if form.errors else 200
    return render(request, "quotes/desk/sending.html", told, status=status)


def _proposed(quote, people):
    """Whom to tick: those it went to already, its contact, or who receives quotes there."""
    sent = {address.casefold() for address in quote.addresses}
    if quote.previous and not sent:
        sent = {address.casefold() for address in quote.previous.addresses}
    known = [one.email for one in people if one.email.casefold() in sent]
    if known:
        return known
    if quote.contact and quote.contact.email:
        return [quote.contact.email]
    return [one.email for one in people if one.commercial] or [one.email for one in people[:1]]


def _addresses(text):
    try:
        return clean_addresses([one for one in text.replace(";", ",").split(",") if one.strip()])
    except BadAddress as bad:
        raise forms.ValidationError(bad.message) from None
