"""A public form that takes in what anybody asks, with their files.

Whatever was typed and attached survives any error, with JavaScript and without; who looks like a
flood confirms on a plain page; a form sent twice brings the same basket, by which the act knows it.
"""

from django.contrib import messages
from django.shortcuts import redirect, render

from koios.core import company, files
from koios.core.gate import Gate


class Intake:
    """One such form. The basket of its files is also the key of its submission."""

    gate: Gate
    form_class: type
    template: str
    confirm_template: str

    def respond(self, request):
        """Show the form, stage its files, and take what it says."""
        if request.method != "POST":
            return self._page(request, self.blank(request), files.basket_new())
        basket = files.basket_from(request.POST.get("basket"))
        _staged, refused = files.stage_all(basket, request.FILES.getlist("files"))
        form = self.form_class(request.POST)
        if "remove" in request.POST:
            _take_out(request, basket)
            return self._page(request, self._unjudged(request), basket, refused)
        if not form.is_valid():
            return self._page(request, form, basket, refused, status=422)
        if not self.gate.lets_in(request, basket):
            return self._confirm(request, form, basket, refused)
        where = self.take(form, basket)
        for refusal in refused:
            messages.warning(request, refusal.message)
        return redirect(where)

    def blank(self, request):
        """The form as it opens."""
        return self.form_class()

    def take(self, form, basket) -> str:
        """Do what the form asks for, in one act; where its receipt stands."""
        raise NotImplementedError

    def excerpt(self, form) -> str:
        """What they wrote, for the page that asks to confirm."""
        raise NotImplementedError

    def context(self) -> dict:
        """What the page shows besides the form."""
        return {"company": company.card()}

    def _page(self, request, form, basket, refused=(), status=200):
        context = {
            "form": form,
            "basket": basket,
            "uploads": files.uploads_in(basket),
            "refused": refused,
            **self.context(),
            **self.gate.fields(),
        }
        return render(request, self.template, context, status=status)

    def _confirm(self, request, form, basket, refused):
        """A plain page that keeps everything and asks for one more press."""
        context = {
            "kept": [(name, value) for name, value in request.POST.items() if name in form.fields],
            "basket": basket,
            "uploads": files.uploads_in(basket),
            "refused": refused,
            "confirmed": self.gate.confirmation(basket),
            "excerpt": self.excerpt(form),
        }
        return render(request, self.confirm_template, context)

    def _unjudged(self, request):
        """The form as it was typed, without errors: only a file was taken out."""
        form = self.form_class(request.POST)
        form._errors = {}
        form.cleaned_data = {}
        return form


def _take_out(request, basket):
    keys = [int(text) for text in request.POST.getlist("remove") if text.isdecimal()]
    files.uploads_in(basket).filter(pk__in=keys).delete()
