"""Whose key the platform signs with, and how the company gives its own."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from koios.core import clock, signatures
from koios.core.permissions import CONFIGURE, SEE, requires
from koios.office import places
from koios.ui import formats

MOST = 100 * 1024  # a PKCS#12 file is a few kilobytes


class CompanyForm(forms.Form):
    """The file of a certification authority and its password; the password is not kept."""

    file = forms.FileField(
        label=gettext_lazy("Archivo .p12 o .pfx"),
        error_messages={"required": gettext_lazy("Elija el archivo.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".p12,.pfx"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Contraseña del archivo"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Se usa una vez para abrirlo. No se guarda."),
    )

    def clean_file(self):
        brought = self.cleaned_data["file"]
        if brought.size > MOST:
            raise forms.ValidationError(_("El archivo es muy grande para ser un certificado."))
        return brought

    def clean(self):
        told = super().clean()
        if told.get("file") and not self.errors:
            try:
                self.identity = signatures.from_pkcs12(told["file"].read(), told["password"])
            except signatures.UnfitCertificate as unfit:
                raise forms.ValidationError(str(unfit)) from None
        return told


@requires("settings", SEE)
@require_safe
def certificate(request):
    return _page(request, CompanyForm())


@requires("settings", CONFIGURE)
@require_POST
def company(request):
    """Sign with the company's from now on."""
    form = CompanyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        signatures.adopt(form.identity, by=request.user)
    except signatures.UnfitCertificate as unfit:
        form.add_error("file", str(unfit))
        return _page(request, form, status=422)
    messages.success(request, _("Desde ahora se firma con el certificado de la empresa."))
    return redirect("signing:certificate")


@requires("settings", CONFIGURE)
@require_POST
def own(request):
    """Sign with the platform's own again."""
    signatures.drop(by=request.user)
    messages.success(request, _("Desde ahora se firma con el certificado propio de Koios."))
    return redirect("signing:certificate")


@requires("settings", CONFIGURE)
@require_POST
def renewal(request):
    """Another certificate of the platform's own."""
    signatures.renew(by=request.user)
    messages.success(request, _("Hay un certificado nuevo. Lo ya firmado sigue valiendo."))
    return redirect("signing:certificate")


def _page(request, form, status=200):
    told = signatures.current()
    now = clock.now()
    context = {
        "form": form,
        "identity": told,
        "is_over": told.is_over(now),
        "ends_soon": told.ends_soon(now) and not told.is_own,
        "facts": [
            (_("A nombre de"), told.name),
            (_("Emitido por"), _("Koios, para sí mismo") if told.is_own else told.issuer),
            (_("Vale desde"), formats.day(told.begins_at)),
            (_("Vale hasta"), formats.day(told.ends_at)),
            (_("Huella SHA-256"), told.fingerprint),
        ],
        "may_configure": request.user.may("settings", CONFIGURE),
        "places": places.places_for(request.user, here=request.path),
    }
    return render(request, "signing/desk/certificate.html", context, status=status)
