"""What the acts on a contract and on an amendment ask for."""

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.contracts import electronic, papers
from koios.contracts.models import Policy, RenewalNotice
from koios.core import calendar
from koios.core.permissions import EDIT
from koios.signing.models import Kind, Party, Side
from koios.ui.acts import ActForm
from koios.ui.widgets import DayInput

LONG = {"widget": forms.Textarea(attrs={"rows": 4}), "max_length": 5000}
MAIN = (f"{Side.THEIRS}.{Kind.SIGNER}", f"{Side.OURS}.{Kind.SIGNER}")
ROLES = [
    (f"{side.value}.{kind.value}", f"{kind.label} ({side.label.lower()})")
    for kind in Kind
    for side in Side
]


def _why(label):
    return forms.CharField(label=label, error_messages={"required": _("Diga por qué.")}, **LONG)


class ReasonForm(ActForm):
    reason = _why(_("Por qué"))


class DayForm(ActForm):
    """On which day, and why."""

    on = forms.DateField(label=_("Fecha"), widget=DayInput)
    reason = _why(_("Por qué"))

    def prepare(self):
        self.initial["on"] = calendar.today()


class ResumeForm(DayForm):
    reason = forms.CharField(label=_("Nota"), required=False, **LONG)


class LiquidationForm(DayForm):
    takes_files = True

    reason = _why(_("Cómo quedaron las cuentas"))


class SigningForm(ActForm):
    """The scan of the paper, and who signed it when."""

    takes_files = True

    on = forms.DateField(label=_("Fecha de la última firma"), widget=DayInput)
    signed_by = forms.CharField(
        label=_("Quiénes firmaron"),
        help_text=_("Un nombre por renglón, como aparecen en el papel."),
        error_messages={"required": _("Escriba quiénes firmaron.")},
        **LONG,
    )
    note = forms.CharField(label=_("Nota"), required=False, max_length=500)

    def prepare(self):
        self.initial["on"] = calendar.today()
        parties = papers.parties_of(self.record)
        self.initial["signed_by"] = "\n".join(one["name"] for one in parties)

    def clean_signed_by(self):
        told = self.cleaned_data["signed_by"].splitlines()
        return [line.strip() for line in told if line.strip()]


class RequestForm(ActForm):
    """Who is asked to sign electronically, in which order, until when."""

    PEOPLE = 4
    FIELDS = ("name", "email", "document", "capacity")

    ordered = forms.BooleanField(
        label=_("En orden: cada uno cuando haya firmado el anterior"), required=False
    )
    expires_on = forms.DateField(
        label=_("Último día para firmar"),
        required=False,
        widget=DayInput,
        help_text=_("Vacío: el plazo de los ajustes."),
    )
    message = forms.CharField(label=_("Mensaje para quienes firman"), required=False, **LONG)

    def prepare(self):
        proposed = electronic.proposed(self.record)
        for n in range(1, self.PEOPLE + 1):
            party = proposed[n - 1] if n <= len(proposed) else None
            self._ask_for(n, party)
        names = (*self.FIELDS, "role")
        order = [f"{name}{n}" for n in range(1, self.PEOPLE + 1) for name in names]
        self.order_fields([*order, "ordered", "expires_on", "message"])

    def clean_expires_on(self):
        told = self.cleaned_data["expires_on"]
        if told and told < calendar.today():
            raise forms.ValidationError(_g("Ya pasó: escriba un día desde hoy."))
        return told

    def clean(self):
        told = super().clean()
        parties = []
        for n in range(1, self.PEOPLE + 1):
            name, email = told.get(f"name{n}"), told.get(f"email{n}")
            if name and not email and f"email{n}" not in self.errors:
                self.add_error(f"email{n}", _g("Escriba su correo: ahí le llega el código."))
            if email and not name:
                self.add_error(f"name{n}", _g("Escriba su nombre."))
            if name and email:
                fields = {field: told.get(f"{field}{n}", "") for field in self.FIELDS}
                side, kind = told.get(f"role{n}", MAIN[n - 1] if n <= 2 else "").split(".")
                parties.append(Party(position=n, side=side, kind=kind, **fields))
        if not self.errors and not any(one.kind == Kind.SIGNER for one in parties):
            raise forms.ValidationError(_g("Escriba al menos una persona que firme."))
        told["parties"] = parties
        return told

    def _ask_for(self, n, party):
        names = (_g("Por el cliente"), _g("Por nosotros"))
        who = {"who": names[n - 1] if party else _g("Otra persona")}
        texts = {
            "name": (_g("%(who)s: nombre") % who, 150),
            "email": (_g("%(who)s: correo") % who, 254),
            "document": (_g("%(who)s: documento") % who, 40),
            "capacity": (_g("%(who)s: cargo") % who, 120),
        }
        for field, (label, most) in texts.items():
            if party or field in ("name", "email"):
                kind = forms.EmailField if field == "email" else forms.CharField
                self.fields[f"{field}{n}"] = kind(label=label, max_length=most, required=False)
        if party is None:
            self.fields[f"role{n}"] = forms.ChoiceField(
                label=_g("%(who)s: qué hace") % who, choices=ROLES, initial="theirs.copy"
            )
        for field in ("name", "email", "document", "capacity") if party else ():
            self.initial[f"{field}{n}"] = getattr(party, field)


class NoticeForm(ActForm):
    takes_files = True

    side = forms.ChoiceField(
        label=_("Quién avisó"), choices=RenewalNotice.Side.choices, widget=forms.RadioSelect
    )
    on = forms.DateField(label=_("Fecha del aviso"), widget=DayInput)
    reason = forms.CharField(label=_("Razón"), required=False, **LONG)

    def prepare(self):
        self.initial["on"] = calendar.today()


class HandoverForm(ActForm):
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Responsable"), empty_label=_("Elija una persona")
    )
    reason = forms.CharField(label=_("Nota para quien lo recibe"), required=False, **LONG)

    def prepare(self):
        people = User.objects.who_may("contracts", EDIT).order_by("name")
        self.fields["person"].queryset = people.exclude(pk=self.record.owner_id)


class AnnexForm(ActForm):
    takes_files = True


class PolicyForm(ActForm):
    """A policy that is asked for; with its number it has been brought as well."""

    takes_files = True

    kind = forms.ChoiceField(label=_("Qué ampara"), choices=Policy.Kind.choices)
    name = forms.CharField(
        label=_("Otro amparo"), max_length=120, required=False, help_text=_("Si no está arriba.")
    )
    insurer = forms.CharField(label=_("Aseguradora"), max_length=120, required=False)
    number = forms.CharField(
        label=_("Número de la póliza"),
        max_length=60,
        required=False,
        help_text=_("Vacío: se pide y todavía no la han traído."),
    )
    amount = forms.DecimalField(
        label=_("Valor asegurado"), required=False, min_value=0, max_digits=16, decimal_places=0
    )
    starts_on = forms.DateField(label=_("Rige desde"), required=False, widget=DayInput)
    expires_on = forms.DateField(label=_("Vence"), required=False, widget=DayInput)

    def clean(self):
        told = super().clean()
        if told.get("kind") == Policy.Kind.OTHER and not told.get("name"):
            self.add_error("name", _g("Diga qué ampara."))
        starts, expires = told.get("starts_on"), told.get("expires_on")
        if starts and expires and expires < starts:
            self.add_error("expires_on", _g("Vence antes de empezar: revise las fechas."))
        if told.get("number") and not expires and "expires_on" not in self.errors:
            self.add_error("expires_on", _g("Escriba cuándo vence, como dice la póliza."))
        return told
