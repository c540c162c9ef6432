"""One case on one page: its term, what can be done, the answer, the story."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koios.accounts.mentions import mentioned_in
from koios.cases import papers
from koios.cases.answering import StaleDraft
from koios.cases.desk.composing import AnswerForm, MessageForm, NoteForm
from koios.cases.desk.entering import EntryForm
from koios.cases.desk.finding import found
from koios.cases.desk.shown import Shown
from koios.cases.desk.story import Story
from koios.cases.models import Letter
from koios.core import documents, files
from koios.core.permissions import APPROVE, EDIT, SEE, requires
from koios.core.refusals import Refusal
from koios.core.together import hear

TABS = ("answer", "message", "note")


@requires("cases", SEE)
@require_safe
def case(request, number):
    return _page(request, found(request, number))


@requires("cases", EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new_case(request):
    """A case told by phone or in person: the same receipt, the same terms."""
    basket = files.basket_from(request.POST.get("basket"))
    _staged, refused = files.stage_all(basket, request.FILES.getlist("files"), by=request.user)
    form = EntryForm(request.POST or None, user=request.user, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        filed = form.file(basket=basket, by=request.user)
        for refusal in refused:
            messages.warning(request, refusal.message)
        messages.success(request, _("Quedó radicada. Entregue el radicado y la clave."))
        return redirect(filed)
    context = {
        "form": form,
        "basket": basket,
        "uploads": files.uploads_in(basket),
        "refused": refused,
    }
    status = 422 if form.errors else 200
    return render(request, "cases/desk/new.html", context, status=status)


@requires("cases", SEE)
@require_POST
def identity(request, number):
    """Show a reserved identity to who may see it. The look stands on the trail."""
    here = found(request, number)
    if not here.is_confidential:
        raise Http404
    _look_at_identity(here, request.user)
    return _page(request, here, revealed=True)


@requires("cases", EDIT)
@require_POST
def answer(request, number):
    """Save a version of the draft, and pass it on if that button was pressed."""
    here = found(request, number)
    basket = files.basket_from(request.POST.get("basket"))
    _staged, refused = files.stage_all(basket, request.FILES.getlist("files"), by=request.user)
    form = AnswerForm(request.POST, case=here)
    if "remove" in request.POST:
        _take_out(request, here, basket)
        told = {"answer_form": form.unjudged(), "refused": refused, "basket": basket}
        return _page(request, here, **told)
    if not form.is_valid():
        return _page(request, here, answer_form=form, refused=refused, basket=basket, status=422)
    try:
        here.draft_answer(by=request.user, basket=basket, **form.draft())
    except StaleDraft as stale:
        form.refresh(stale.theirs)
        return _page(request, here, answer_form=form, stale=stale, basket=basket, status=409)
    for refusal in refused:
        messages.warning(request, refusal.message)
    if "submit" in request.POST:
        try:
            return _submit(request, here)
        except Refusal as refusal:  # the draft stays, and with it what it still lacks
            messages.warning(request, refusal.message)
    messages.success(request, _("Guardamos el borrador."))
    return redirect(here)


def _take_out(request, here, basket):
    """A file of the draft, or one that waits for its next version."""
    kind, _dash, key = request.POST["remove"].partition("-")
    if not key.isdecimal():
        raise Http404
    if kind == "upload":
        files.uploads_in(basket).filter(pk=int(key)).delete()
    else:
        here.take_out_file(int(key), by=request.user)


@requires("cases", EDIT)
@require_POST
def submission(request, number):
    return _submit(request, found(request, number))


@requires("cases", APPROVE)
@require_POST
def approval(request, number):
    """Approve the answer, which sends it, or send it back with what it lacks."""
    here = found(request, number)
    if "back" in request.POST:
        form = NoteForm(request.POST, auto_id="back_%s")
        if not form.is_valid():
            return _page(request, here, back_form=form, status=422)
        here.send_back(by=request.user, reason=form.cleaned_data["text"])
        messages.success(request, _("Se devolvió a quien la escribió, con su nota."))
    else:
        here.approve_answer(by=request.user)
        messages.success(request, _("La respuesta quedó aprobada y sale enseguida."))
    return redirect(here)


@requires("cases", SEE)
@require_safe
def answer_preview(request, number):
    """The letter as it would leave, with the text that was saved."""
    here = found(request, number)
    answer = here.answer
    if answer is None:
        raise Http404
    _look_at_identity(here, request.user)
    letter = Letter.draft(
        here, "answer", by=answer.author, attached=answer.attachments(), answer=answer
    )
    told = {"company": documents.letterhead(), **papers.of(letter)}
    pdf = documents.compile(papers.template("answer"), told)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{here.number}-borrador.pdf"'
    return response


@requires("cases", SEE)
@require_safe
def letter(request, number, letter):
    """A letter that was written to the petitioner, as PDF."""
    here = found(request, number)
    _look_at_identity(here, request.user)
    written = get_object_or_404(here.letters.select_related("document__file__blob"), pk=letter)
    if not written.document.is_ready:
        messages.warning(request, _("El documento se está preparando. Ábralo en unos segundos."))
        return redirect(here)
    return files.serve(request, written.document.file, allowed=True)


@requires("cases", EDIT)
@require_POST
def message(request, number):
    """Write to the petitioner. It does not stop the clock."""
    here = found(request, number)
    basket = files.basket_from(request.POST.get("basket"))
    _staged, refused = files.stage_all(basket, request.FILES.getlist("files"), by=request.user)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(
            request,
            here,
            tab="message",
            message_form=form,
            refused=refused,
            basket=basket,
            status=422,
        )
    here.write(form.cleaned_data["text"], by=request.user, basket=basket)
    for refusal in refused:
        messages.warning(request, refusal.message)
    messages.success(request, _("Enviamos su mensaje."))
    return redirect(here)


@requires("cases", EDIT)
@require_POST
def note(request, number):
    here = found(request, number)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, here, tab="note", note_form=form, status=422)
    text = form.cleaned_data["text"]
    here.note(text, by=request.user, mentions=mentioned_in(text))
    messages.success(request, _("Guardamos la nota. Solo la ve el equipo."))
    return redirect(here)


def _look_at_identity(here, user):
    """A paper names who asked: reserved, it is only for who may know, and the look is kept."""
    if here.hides_identity_from(user):
        raise Http404
    if here.is_confidential:
        here.reveal(by=user)


def _submit(request, here):
    here.submit_answer(by=request.user)
    sent = here.answer.status != "in_approval"
    messages.success(
        request, _("La respuesta sale enseguida.") if sent else _("La respuesta pasó a aprobación.")
    )
    return redirect(here)


def _page(request, here, *, tab="", revealed=False, basket="", status=200, **told):
    asked = tab or request.GET.get("tab", "")
    story = Story(here, request.user, only=request.GET.get("only", ""))
    shown = Shown(here, request.user, revealed=revealed)
    context, _heard = hear(shown.context(), story.listen())
    context |= {
        "story": story,
        "tab": asked if asked in TABS else "answer",
        "answer_form": AnswerForm(case=here, template=request.GET.get("template", "")),
        "message_form": MessageForm(),
        "note_form": NoteForm(),
        "back_form": NoteForm(auto_id="back_%s"),
        "basket": basket or files.basket_new(),
        "uploads": files.uploads_in(basket) if basket else [],
        **told,
    }
    return render(request, "cases/desk/case.html", context, status=status)
