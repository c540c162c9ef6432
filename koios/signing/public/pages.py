"""The page of who signs: read, say who they are, prove it with a code, sign; or say that not.

Nothing is kept between the steps but the code itself: what was typed travels with the form.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from koios.core import files, settings, signatures
from koios.core.acts import act
from koios.core.codes import OneTimeCode, WrongCode
from koios.core.permissions import public
from koios.core.refusals import Refusal
from koios.signing import letters
from koios.signing.models import Kind, Proof, Status, Step
from koios.signing.public import doors, shown
from koios.signing.public.forms import CodeForm, DelegationForm, RefusalForm, SignForm

SIGN, DELEGATE = "signing.sign", "signing.delegate"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, token):
    """The document, the form, the code, and the answer, at one address."""
    signer = doors.opened(token)
    if not _may_act(signer):
        return _page(request, signer)
    if request.method != "POST":
        return _page(request, signer, form=SignForm(initial=_known(signer), signer=signer))
    form = SignForm(request.POST, signer=signer)
    if not form.is_valid():
        return _page(request, signer, form=form, status=422)
    if "back" in request.POST:
        return _page(request, signer, form=form)
    signatures.must_hold()  # before a code is sent or spent
    proof = _proved(request, signer, SIGN)
    if isinstance(proof, CodeForm):
        return _ask_code(request, signer, form, proof, url=signer.public_url)
    signer.sign(
        **form.told(),
        consent=form.consent,
        base_sha256=request.POST.get("base", ""),
        seen=request.POST.get("seen", ""),
        proof=proof,
        agent=request.META.get("HTTP_USER_AGENT", ""),
    )
    return redirect(signer.public_url)


@public
@require_safe
def paper(request, token):
    """The file as it stands now, with the signatures that are in it."""
    signer = doors.reading(token)
    current = signer.request.current
    if current is None or signer.kind == Kind.COPY:
        raise Http404
    return files.serve(request, current.file, allowed=True)


@public
@require_safe
def final(request, token):
    """The file with every signature."""
    found = doors.reading(token).request.final
    if found is None:
        raise Http404
    return files.serve(request, found, allowed=True)


@public
@require_safe
def evidence(request, token):
    """The sealed paper that proves it."""
    found = doors.reading(token).request.evidence_file
    if found is None:
        raise Http404
    return files.serve(request, found, allowed=True)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def refusal(request, token):
    """They do not sign, and say why."""
    signer = _acting(token)
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        signer.decline(reason=form.cleaned_data["reason"].strip())
        return redirect(signer.public_url)
    return _step(request, "refusal", signer, form)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def delegation(request, token):
    """Somebody else signs instead; a code proves that it is they who say so."""
    signer = _acting(token)
    if not settings.get("signing.delegation"):
        raise Http404
    form = DelegationForm(request.POST or None)
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return _step(request, "delegation", signer, form)
    proof = _proved(request, signer, DELEGATE)
    if isinstance(proof, CodeForm):
        return _ask_code(request, signer, form, proof, url=request.path)
    signer.delegate(**form.cleaned_data)
    messages.success(request, _("Le enviamos el enlace a la persona que usted nombró."))
    return redirect(signer.public_url)


def _may_act(signer):
    return (
        signer.kind != Kind.COPY
        and signer.status == Step.INVITED
        and signer.request.status == Status.OPEN
        and not signer.request.is_over_time
    )


def _acting(token):
    signer = doors.opened(token)
    if not _may_act(signer):
        raise Refusal(_("Su parte en este documento ya terminó."))
    return signer


def _known(signer):
    return {"name": signer.name, "document": signer.document, "capacity": signer.capacity}


def _proved(request, signer, purpose):
    """The proof; or, while there is none, the form that asks for the code that was sent."""
    if request.user.is_authenticated and request.user.pk == signer.user_id:
        return Proof.session()
    if "code" not in request.POST or "again" in request.POST:
        _send_code(request, signer, purpose)
        return CodeForm()
    form = CodeForm(request.POST)
    form.is_valid()
    doors.knock_with_code(request, signer)
    try:
        spent = OneTimeCode.use(
            purpose,
            about=signer,
            address=signer.email,
            digits=form.cleaned_data.get("code", ""),
        )
    except WrongCode as wrong:
        form.add_error("code", wrong.message)
        return form
    return Proof.code(spent)


def _send_code(request, signer, purpose):
    doors.knock_for_code(request, signer)
    with act():
        signer.open()
        digits = OneTimeCode.issue(purpose, about=signer, address=signer.email)
        letters.send_code(signer, digits)


def _ask_code(request, signer, form, code_form, *, url):
    """The second step; what was typed in the first goes along unseen."""
    kept = [(name, request.POST.get(name, "")) for name in (*form.fields, "base", "seen")]
    told = {
        "signer": signer,
        "signing": signer.request,
        "kept": [(name, value) for name, value in kept if value],
        "form": code_form,
        "url": url,
        "address": shown.masked(signer.email),
    }
    status = 422 if code_form.errors else 200
    return render(request, "signing/public/code.html", told, status=status)


def _page(request, signer, *, form=None, status=200):
    told = shown.page_of(signer, request.user)
    return render(request, "signing/public/sign.html", {**told, "form": form}, status=status)


def _step(request, name, signer, form):
    told = {"signer": signer, "signing": signer.request, "form": form}
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, f"signing/public/{name}.html", told, status=status)
