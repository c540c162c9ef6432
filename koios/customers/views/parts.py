"""People, notes, papers and addresses of a customer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koios.core import files
from koios.core.permissions import CONFIGURE, EDIT, SEE, requires
from koios.core.together import hear
from koios.customers import claims, erasure
from koios.customers.forms.parts import (
    AddressForm,
    ContactForm,
    ErasureForm,
    NoteForm,
    PaperForm,
    ReasonForm,
)
from koios.customers.models import Address, ClaimMark, Contact, Note, Paper
from koios.customers.views.customers import found, standing


@requires("customers", EDIT)
def new_contact(request, pk):
    customer = standing(request, pk)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        Contact.introduce(customer, by=request.user, **form.told())
        return redirect(f"{customer.get_absolute_url()}#contacts")
    return _form(request, customer, form, _("Agregar un contacto"), "contacts")


@requires("customers", EDIT)
def contact(request, pk, contact_pk):
    customer = standing(request, pk)
    person = get_object_or_404(customer.contacts.current(), pk=contact_pk)
    form = ContactForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        person.revise(by=request.user, **form.told())
        return redirect(f"{customer.get_absolute_url()}#contacts")
    (marks,) = hear(claims.shown(ClaimMark.objects.on(person), request.user))
    return render(
        request,
        "customers/contact.html",
        {
            "form": form,
            "customer": customer,
            "contact": person,
            "claims": marks,
            "may_configure": request.user.may("customers", CONFIGURE),
        },
    )


@requires("customers", EDIT)
def retirement(request, pk, contact_pk):
    customer = standing(request, pk)
    person = get_object_or_404(customer.contacts.current(), pk=contact_pk)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].required = False
    if request.method == "POST" and form.is_valid():
        person.retire(by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s ya no recibe nada.") % {"name": person})
        return redirect(f"{customer.get_absolute_url()}#contacts")
    return _asked(
        request,
        customer,
        form,
        title=_("Retirar a %(name)s") % {"name": person},
        text=_("Ya no se le escribe. Lo que hizo conserva su nombre."),
        verb=_("Retirar contacto"),
    )


@requires("customers", CONFIGURE)
def erasure_of_contact(request, pk, contact_pk):
    customer = found(request, pk)
    person = get_object_or_404(customer.contacts, pk=contact_pk)
    form = ErasureForm(request.POST or None, record=person)
    if request.method == "POST" and form.is_valid():
        erasure.erase(person, by=request.user, **form.told())
        messages.success(request, _("Se suprimieron sus datos. Los actos quedan en el registro."))
        return redirect(customer)
    return _asked(
        request,
        customer,
        form,
        title=_("Suprimir los datos de %(name)s") % {"name": person},
        text=_("Se borran su nombre, cargo, correo y teléfono. No se puede deshacer."),
        verb=_("Suprimir los datos"),
        danger=True,
        holds=erasure.holds_on(person, decided=form.claim),
        remains=erasure.remains_of(person),
    )


@requires("customers", EDIT)
def new_note(request, pk):
    customer = standing(request, pk)
    form = NoteForm(request.POST or None, customer=customer)
    if request.method == "POST" and form.is_valid():
        Note.write(customer, by=request.user, **form.cleaned_data)
        return redirect(f"{customer.get_absolute_url()}#story")
    return _form(request, customer, form, _("Registrar un contacto con el cliente"), "story")


@requires("customers", EDIT)
def new_paper(request, pk):
    """The file waits in a basket, so that an error of the form does not lose it."""
    customer = standing(request, pk)
    basket = files.basket_from(request.POST.get("basket"))
    form = PaperForm(*([request.POST, request.FILES] if request.method == "POST" else []))
    if request.method == "POST":
        staged = _stage(request, form, basket)
        if form.is_valid() and staged:
            Paper.keep(customer, basket, by=request.user, **form.told())
            messages.success(request, _("El documento quedó guardado."))
            return redirect(f"{customer.get_absolute_url()}#papers")
    return render(
        request,
        "customers/paper.html",
        {
            "form": form,
            "customer": customer,
            "basket": basket,
            "uploads": files.uploads_in(basket),
        },
    )


def _stage(request, form, basket):
    """The one file of the form; another one takes its place."""
    incoming = request.FILES.get("file")
    if incoming is not None:
        try:
            upload = files.stage(basket, incoming, by=request.user)
        except files.FileRefused as refusal:
            form.add_error("file", refusal.message)
        else:
            files.uploads_in(basket).exclude(pk=upload.pk).delete()
    staged = files.uploads_in(basket).exists()
    if not staged and "file" not in form.errors:
        form.add_error("file", _("Elija el archivo."))
    return staged


@requires("customers", SEE)
@require_safe
def paper_file(request, pk, paper_pk):
    paper = get_object_or_404(found(request, pk).papers, pk=paper_pk)
    if paper.file is None:
        raise Http404
    return files.serve(request, paper.file)


@requires("customers", EDIT)
@require_POST
def replacement(request, pk, paper_pk):
    customer = standing(request, pk)
    get_object_or_404(customer.papers.current(), pk=paper_pk).replace(by=request.user)
    return redirect(f"{customer.get_absolute_url()}#papers")


@requires("customers", EDIT)
def new_address(request, pk):
    customer = standing(request, pk)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        Address.note_down(customer, by=request.user, **form.cleaned_data)
        return redirect(f"{customer.get_absolute_url()}#addresses")
    return _form(request, customer, form, _("Agregar una dirección"), "addresses")


@requires("customers", EDIT)
def address(request, pk, address_pk):
    customer = standing(request, pk)
    place = get_object_or_404(customer.addresses.filter(dropped_at=None), pk=address_pk)
    form = AddressForm(request.POST or None, instance=place)
    if request.method == "POST" and form.is_valid():
        if "drop" in request.POST:
            place.drop(by=request.user)
        else:
            place.revise(by=request.user, **form.cleaned_data)
        return redirect(f"{customer.get_absolute_url()}#addresses")
    return _form(request, customer, form, _("Corregir la dirección"), "addresses", can_drop=True)


def _form(request, customer, form, title, back, **more):
    back_url = f"{customer.get_absolute_url()}#{back}"
    told = {"form": form, "customer": customer, "title": title, "back_url": back_url, **more}
    return render(request, "customers/part_form.html", told)


def _asked(request, customer, form, **told):
    told |= {"form": form, "customer": customer, "back_url": customer.get_absolute_url()}
    return render(request, "customers/ask.html", told)
