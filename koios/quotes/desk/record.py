"""One quote on one page: what can be done now, what is offered, what was said, the story."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from koios.accounts.mentions import mentioned_in
from koios.core import company, documents, files
from koios.core.permissions import EDIT, SEE, requires
from koios.core.together import hear
from koios.quotes import papers
from koios.quotes.desk.shown import Shown
from koios.quotes.desk.story import Story
from koios.quotes.found import found
from koios.quotes.sending import TEMPLATE

SEEN_WITH = ("reason", "following", "acceptance__registered_by")


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Respuesta al cliente"),
        widget=forms.Textarea,
        max_length=20_000,
        error_messages={"required": gettext_lazy("Escriba la respuesta.")},
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Nota interna"),
        widget=forms.Textarea,
        max_length=20_000,
        error_messages={"required": gettext_lazy("Escriba la nota.")},
    )


@requires("quotes", SEE)
@require_safe
def quote(request, ref):
    here = found(request, ref, *SEEN_WITH)
    if ref != here.ref:  # a draft that was sent meanwhile has another address now
        return redirect(here)
    return _page(request, here)


@requires("quotes", SEE)
@require_safe
def preview(request, ref):
    """The paper as it would leave, with what was saved."""
    here = found(request, ref)
    if not here.is_draft:
        return paper(request, ref)
    with company.speaking():
        told = {"company": documents.letterhead(), **papers.of(here)}
        pdf = documents.compile(TEMPLATE, told)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{here.key}-borrador.pdf"'
    return response


@requires("quotes", SEE)
@require_safe
def paper(request, ref):
    """The PDF that was sent, byte for byte."""
    here = found(request, ref)
    if here.document is None or not here.document.is_ready:
        messages.warning(request, _("El documento se está preparando. Ábralo en unos segundos."))
        return redirect(here)
    return files.serve(request, here.document.file, allowed=True)


@requires("quotes", EDIT)
@require_POST
def reply(request, ref):
    """Answer the customer, on their page and by mail."""
    here = found(request, ref, *SEEN_WITH)
    basket = files.basket_from(request.POST.get("basket"))
    _staged, refused = files.stage_all(basket, request.FILES.getlist("files"), by=request.user)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        told = {"reply_form": form, "refused": refused, "basket": basket}
        return _page(request, here, tab="reply", status=422, **told)
    here.reply(form.cleaned_data["text"], by=request.user, basket=basket)
    for refusal in refused:
        messages.warning(request, refusal.message)
    messages.success(request, _("Enviamos su respuesta."))
    return redirect(here)


@requires("quotes", EDIT)
@require_POST
def note(request, ref):
    """Something that only the team sees."""
    here = found(request, ref, *SEEN_WITH)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, here, tab="note", note_form=form, status=422)
    text = form.cleaned_data["text"]
    here.note(text, by=request.user, mentions=mentioned_in(text))
    messages.success(request, _("Guardamos la nota. Solo la ve el equipo."))
    return redirect(here)


def _page(request, here, *, tab="", basket="", status=200, **told):
    asked = tab or request.GET.get("tab", "")
    story = Story(here, request.user, only=request.GET.get("only", ""))
    shown, _heard = hear(Shown(here, request.user).context(), story.listen())
    told = {
        **shown,
        "story": story,
        "tab": "note" if asked == "note" or not here.number else "reply",
        "reply_form": ReplyForm(),
        "note_form": NoteForm(),
        "basket": basket or files.basket_new(),
        "uploads": files.uploads_in(basket) if basket else [],
        **told,
    }
    return render(request, "quotes/desk/quote.html", told, status=status)
