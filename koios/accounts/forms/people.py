"""People, roles and areas, as who administers fills them in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.people import Area, User
from koios.accounts.roles import Role


class RolesField(forms.ModelMultipleChoiceField):
    """The roles with what each is for beside its name."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options):
        options.setdefault("label", _("Roles"))
        options.setdefault("error_messages", {"required": _("Elija al menos un rol.")})
        super().__init__(Role.objects.all(), **options)

    @property
    def notes(self):
        return {str(role.pk): role.description for role in self.queryset}


class DetailsForm(forms.ModelForm):
    """Who somebody is. Who may only edit does not touch the e-mail: it is the way in."""

    class Meta:
        model = User
        fields = ["name", "email", "job_title", "area", "phone"]
        help_texts = {"email": _("Con él entra. Si cambia, se le avisa al correo anterior.")}

    def __init__(self, *args, with_email=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].empty_label = _g("Ninguna")
        if not with_email:
            del self.fields["email"]

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        taken = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        if taken.exists():
            raise ValidationError(_g("Ya hay una persona con ese correo."))
        return email


class NewcomerForm(DetailsForm):
    """Somebody who will be invited."""

    roles = RolesField()

    class Meta(DetailsForm.Meta):
        help_texts = {"email": _("Allí recibe la invitación. Con él entrará.")}


class RolesForm(forms.Form):
    roles = RolesField(required=False)


class DeactivationForm(forms.Form):
    successor = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Quién recibe su trabajo abierto"),
        empty_label=_("Elija una persona"),
    )
    reason = forms.CharField(label=_("Motivo"), required=False, max_length=300)

    def __init__(self, *args, person, work, **kwargs):
        super().__init__(*args, **kwargs)
        if work:
            people = User.objects.active().exclude(pk=person.pk)
            known = people.prefetch_related("roles")
            able = [one.pk for one in known if one.may_take_over(person, work)]
            self.fields["successor"].queryset = people.filter(pk__in=able)
        else:
            del self.fields["successor"]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Motivo"), max_length=300, error_messages={"required": _("Diga por qué.")}
    )


class AreaForm(forms.ModelForm):
    class Meta:
        model = Area
        fields = ["name", "phone", "email", "head"]
        help_texts = {"name": _("Así la nombra el recibo de una PQRS.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["head"].queryset = User.objects.active()
        self.fields["head"].empty_label = _g("Nadie por ahora")


class RoleForm(forms.ModelForm):
    class Meta:
        model = Role
        fields = ["name", "description", "require_second_factor"]
        help_texts = {
            "require_second_factor": _(
                "Quien lo tenga configura un código en el teléfono antes de hacer cualquier cosa."
            )
        }
