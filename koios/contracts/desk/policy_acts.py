"""A policy that was brought, renewed or is not asked for any more."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.contracts.desk import act_forms as forms
from koios.contracts.models import Contract, Policy
from koios.ui.acts import About, Act, Acts


class BringForm(forms.PolicyForm):
    def prepare(self):
        for name in ("kind", "name"):
            del self.fields[name]
        self.fields["number"].required = True
        self.fields["number"].help_text = ""
        self.initial |= {"insurer": self.record.insurer, "amount": self.record.amount}


def found(request, pk):
    """The policy with this key, if this person may see its contract."""
    visible = Contract.objects.visible_to(request.user)
    policies = Policy.objects.filter(contract__in=visible).select_related("contract__customer")
    return get_object_or_404(policies, pk=pk)


def _about(policy):
    return About(_g("Contratos"), str(policy), policy.get_absolute_url(), policy.contract.label)


def _stands(policy):
    return policy.replaced_at is None


ACTS = Acts(
    "contracts",
    found=found,
    of=_about,
    prefix="policy_",
    key="pk",
    acts=[
        Act(
            "delivery",
            _("Registrar la póliza que trajeron"),
            _("Guardar"),
            lambda policy, by, told: (
                policy.bring(by=by, **told).contract.get_absolute_url() + "#polizas"
            ),
            BringForm,
            _stands,
            _("Con su número, su fecha y el archivo. La anterior se conserva."),
            _("La póliza quedó registrada."),
        ),
        Act(
            "removal",
            _("Ya no se exige"),
            _("Retirar"),
            lambda policy, by, told: policy.drop(by=by, **told),
            forms.ReasonForm,
            _stands,
            done=_("La póliza se retiró."),
            danger=True,
        ),
    ],
)
