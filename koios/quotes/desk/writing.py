"""A quote while somebody writes it: for whom, the texts, the lines, the files.

All of it is in the form, so that each press and each fragment begin from what stands on the page,
with script and without. Nothing is kept until it is saved.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import calendar, files
from koios.core import settings as company
from koios.core.acts import act
from koios.core.permissions import EDIT
from koios.customers import searching
from koios.customers.forms.fields import NameField, PhoneField, checked_email
from koios.customers.models import Contact, Customer
from koios.quotes.desk.lines import Lines
from koios.quotes.models import Conditions, Need, Quote
from koios.ui.widgets import DayInput

MATCHES = 8
TEXTS = ("title", "introduction", "conditions", "valid_days", "notes", "contract_wanted")
DAYS = ("service_from", "service_until")


class QuoteForm(forms.Form):
    """Everything but the lines and the files."""

    customer = forms.ModelChoiceField(
        Customer.objects.none(), label=gettext_lazy("Cliente"), widget=forms.HiddenInput
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(), label=gettext_lazy("Persona de contacto"), required=False
    )
    contact_name = NameField(label=gettext_lazy("Nombre"), max_length=150, required=False)
    contact_email = forms.CharField(
        label=gettext_lazy("Correo electrónico"), max_length=254, required=False
    )
    contact_phone = PhoneField(label=gettext_lazy("Celular"), required=False)
    title = forms.CharField(
        label=gettext_lazy("Qué se ofrece"),
        max_length=200,
        error_messages={"required": gettext_lazy("Escriba qué se ofrece, en una línea.")},
    )
    introduction = forms.CharField(
        label=gettext_lazy("Presentación"),
        widget=forms.Textarea,
        max_length=5000,
        required=False,
        help_text=gettext_lazy("Va antes de las líneas."),
    )
    conditions = forms.CharField(
        label=gettext_lazy("Condiciones"), widget=forms.Textarea, max_length=10_000, required=False
    )
    valid_days = forms.IntegerField(
        label=gettext_lazy("Días de vigencia"),
        min_value=1,
        max_value=365,
        help_text=gettext_lazy("Desde el día en que se envía."),
    )
    service_from = forms.DateField(
        label=gettext_lazy("Servicio desde"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Las tarifas se buscan para ese día."),
    )
    service_until = forms.DateField(
        label=gettext_lazy("Servicio hasta"), required=False, widget=DayInput
    )
    notes = forms.CharField(
        label=gettext_lazy("Notas internas"),
        widget=forms.Textarea,
        max_length=5000,
        required=False,
        help_text=gettext_lazy("Solo las ve el equipo."),
    )
    contract_wanted = forms.BooleanField(
        label=gettext_lazy("Al aprobarse se prepara un contrato"), required=False
    )

    def __init__(self, *args, user, customer=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["customer"].queryset = Customer.objects.visible_to(user).standing()
        self.fields["customer"].error_messages["required"] = _("Escoja el cliente.")
        people = customer.contacts.current() if customer else Contact.objects.none()
        self.fields["contact"].queryset = people
        self.fields["contact"].empty_label = _("Nadie todavía")

    def unjudged(self):
        """What was typed, without errors: nobody asked to save it yet."""
        self._errors, self.cleaned_data = {}, {}
        return self

    def clean_contact_email(self):
        return checked_email(self.cleaned_data["contact_email"])

    def clean(self):
        told = super().clean()
        begins, ends = told.get("service_from"), told.get("service_until")
        if begins and ends and ends < begins:
            self.add_error("service_until", _("Termina antes de empezar: revise las fechas."))
        if told.get("contact_email") and not told.get("contact_name"):
            self.add_error("contact_name", _("Escriba el nombre de la persona."))
        return told


@dataclass
class Writing:
    """What stands on the page of the form. `quote` is the draft that is edited, if there is one;
    `like` and `need` what a new one begins from."""

    user: object
    form: QuoteForm
    lines: Lines
    customer: Customer | None = None
    customer_text: str = ""
    quote: Quote | None = None
    like: Quote | None = None
    need: Need | None = None
    basket: str = field(default_factory=files.basket_new)
    changed_at: str = ""

    @classmethod
    def blank(cls, user, *, customer=None, template=None, like=None, need=None):
        """A new one, with what it begins from."""
        customer = customer or (need and need.customer) or (like and like.customer)
        contact = _first_contact(customer, need.contact if need else like and like.contact)
        begun = {"valid_days": company.get("quotes.valid_days"), "contact": contact}
        begun["conditions"] = _only_conditions()
        for source in filter(None, (like, template)):
            begun |= {name: getattr(source, name) for name in TEXTS if hasattr(source, name)}
        begun.pop("notes", None)
        if need:
            begun |= {"title": begun.get("title") or need.headline, "notes": need.what}
        form = QuoteForm(initial={**begun, "customer": customer}, user=user, customer=customer)
        told = (
            template.lines if template else [one.told() for one in like.all_lines] if like else []
        )
        written = cls(user, form, Lines.of(told), customer, like=like, need=need)
        return written.filled()

    @classmethod
    def of(cls, quote, user):
        """A draft, to go on with it."""
        begun = {name: getattr(quote, name) for name in (*TEXTS, *DAYS, "customer", "contact")}
        form = QuoteForm(initial=begun, user=user, customer=quote.customer)
        lines = Lines.of(line.told() for line in quote.all_lines)
        written = cls(user, form, lines, quote.customer, quote=quote)
        written.changed_at = quote.changed_at.isoformat()
        return written.filled()

    @classmethod
    def sent(cls, told, user, *, quote=None):
        """As it was sent by the page."""
        needs = Need.objects.visible_to(user)
        likes = Quote.objects.visible_to(user)
        customer = _customer(told.get("customer"), user)
        written = cls(
            user,
            QuoteForm(told, user=user, customer=customer),
            Lines.typed(told),
            customer,
            told.get("customer_text", "")[:200],
            quote=quote,
            need=needs.filter(number=told.get("need", "")).first() if told.get("need") else None,
            like=likes.filter(key=told.get("like", "")).first() if told.get("like") else None,
            basket=files.basket_from(told.get("basket")),
            changed_at=told.get("changed_at", ""),
        )
        return written.filled()

    def filled(self):
        """With what the tariffs say for this customer and day."""
        self.lines.fill(customer=self.customer, on=self.day)
        return self

    @property
    def day(self):
        """The day whose tariffs count: that of the service, where it is known and to come."""
        today = calendar.today()
        told = self.form["service_from"].value()
        try:
            day = self.form.fields["service_from"].to_python(told)
        except forms.ValidationError:
            return today
        return max(today, day) if day else today

    def do(self, what):
        """A press that does not save: choose a customer, or do something with a row."""
        self.form.unjudged()
        if what.startswith("customer"):
            self._choose(what.partition("-")[2])
        elif what == "find":
            found = self.matches
            if len(found) == 1:
                self._choose(str(found[0].pk))
        elif what.startswith("conditions"):
            self._begin_with(what.partition("-")[2])
        else:
            self.lines.do(what)

    @cached_property
    def matches(self) -> list:
        """The customers that answer to what was typed."""
        return find_customers(self.customer_text, self.user)

    @property
    def title(self):
        if self.quote is None:
            return _("Nueva cotización")
        return _("Editar %(quote)s") % {"quote": self.name}

    @property
    def name(self):
        """How the draft is called: a version after the first has its number already."""
        quote = self.quote
        if quote.previous_id is None:
            return _("el borrador")
        return f"{quote.previous.number} v{quote.version}"

    @property
    def may_introduce(self):
        return self.user.may("customers", EDIT)

    @property
    def is_valid(self):
        lines, form = self.lines.is_valid, self.form.is_valid()
        return form and lines

    @act
    def save(self):
        """Keep it: a new draft, or the draft as it is now."""
        if made := self.quote is None and Quote.objects.filter(submission=self.basket).first():
            return made  # pressed twice
        told = dict(self.form.cleaned_data)
        contact = self._introduced(told) or told["contact"]
        fields = {name: told[name] for name in (*TEXTS, *DAYS)}
        fields |= {"customer": told["customer"], "contact": contact}
        lines = self.lines.told()
        if self.quote is None:
            return Quote.draft(
                **fields,
                lines=lines,
                need=self.need,
                like=self.like if lines else None,
                basket=self.basket,
                submission=self.basket,
                by=self.user,
            )
        return self.quote.revise(
            **fields,
            lines=lines,
            basket=self.basket,
            changed_at=_instant(self.changed_at),
            by=self.user,
        )

    def _introduced(self, told):
        """A person who was written down here."""
        if not told["contact_name"] or not self.may_introduce:
            return None
        return Contact.introduce(
            told["customer"],
            name=told["contact_name"],
            email=told["contact_email"],
            phone=told["contact_phone"],
            commercial=True,
            by=self.user,
        )

    def _choose(self, key):
        self.customer = _customer(key, self.user)
        contact = _first_contact(self.customer)
        self._retype(
            customer=str(self.customer.pk) if self.customer else "",
            contact=str(contact.pk) if contact else "",
        )
        self.filled()

    def _begin_with(self, key):
        """Conditions that the company keeps, after what was written already."""
        found = Conditions.objects.filter(pk=int(key)).first() if key.isdecimal() else None
        if found:
            standing = self.form.data.get("conditions", "").strip()
            self._retype(conditions="\n\n".join(filter(None, [standing, found.text])))

    def _retype(self, **told):
        typed = self.form.data.copy()
        for name, value in told.items():
            typed[name] = value
        self.form = QuoteForm(typed, user=self.user, customer=self.customer).unjudged()


def find_customers(text, user) -> list:
    """The first that answer to a name, a NIT or a contact, those that are active before others."""
    if not text.strip():
        return []
    standing = Customer.objects.visible_to(user).standing().filter(searching.condition(text))
    return list(standing.order_by("status", "sort_key")[:MATCHES])


def _customer(key, user):
    if not (key or "").isdecimal():
        return None
    return Customer.objects.visible_to(user).standing().filter(pk=int(key)).first()


def _first_contact(customer, preferred=None):
    """Who receives quotes there, or the first that we know."""
    if customer is None or (preferred and preferred.customer_id == customer.pk):
        return preferred
    people = sorted(customer.contacts.current(), key=lambda one: (not one.commercial, one.pk))
    return people[0] if people else None


def _only_conditions():
    """Where the company offers under one set of conditions, each quote begins with it."""
    offered = list(Conditions.objects.filter(active=True)[:2])
    return offered[0].text if len(offered) == 1 else ""


def _instant(text):
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
