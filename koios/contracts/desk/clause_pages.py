"""The clauses of the house: a list among the settings."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koios.contracts.clauses import ClauseTemplate
from koios.contracts.desk.forms import fields_of_clauses
from koios.core.permissions import CONFIGURE, requires


class ClauseTemplateForm(forms.ModelForm):
    class Meta:
        model = ClauseTemplate
        fields = ("title", "text", "order", "group", "renewal", "who", "active")
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("group", "renewal"):
            choices = [one for one in self.fields[name].choices if one[0]]
            self.fields[name].choices = [("", _("Cualquiera")), *choices]

    def _post_clean(self):
        """The verbs of the record save; what is unique is checked here."""
        title = self.cleaned_data.get("title")
        others = ClauseTemplate.objects.filter(title=title).exclude(pk=self.instance.pk)
        if title and others.exists():
            self.add_error("title", _("Ya hay una cláusula con ese título."))


@requires("contracts", CONFIGURE)
@require_safe
def clause_templates(request):
    shown = {"records": ClauseTemplate.objects.all()}
    return render(request, "contracts/settings/clauses.html", shown)


@requires("contracts", CONFIGURE)
def new_clause_template(request):
    return _written(request, None)


@requires("contracts", CONFIGURE)
def clause_template(request, pk):
    return _written(request, get_object_or_404(ClauseTemplate, pk=pk))


def _written(request, record):
    form = ClauseTemplateForm(request.POST or None, instance=record)
    if request.method == "POST" and form.is_valid():
        if record is None:
            ClauseTemplate(**form.cleaned_data).begin(by=request.user)
        else:
            record = ClauseTemplate.objects.get(pk=record.pk)
            record.amend(by=request.user, **form.cleaned_data)
        return redirect("contracts:clause_templates")
    shown = {"form": form, "record": record, "fields": fields_of_clauses()}
    status = 422 if form.errors else 200
    return render(request, "contracts/settings/clause.html", shown, status=status)
