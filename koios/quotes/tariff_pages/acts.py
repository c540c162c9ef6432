"""The acts on a list of tariffs, each with its address: GET asks, POST does."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.core.permissions import APPROVE
from koios.quotes.models import TariffList
from koios.quotes.tariff_pages import forms, showing
from koios.ui.acts import About, Act, Acts

S = TariffList.Status
FIRST = {S.DRAFT: ("publication",)}


def found(request, pk):
    return get_object_or_404(TariffList.objects.select_related("customer"), pk=pk)


def _about(tariffs):
    whose = tariffs.customer or _g("Para todos")
    title = f"{tariffs.name}, {showing.validity(tariffs)}, {whose}"
    return About(_g("Listas de tarifas"), title, tariffs.get_absolute_url())


ACTS = Acts(
    "quotes",
    found=found,
    of=_about,
    prefix="tariffs_",
    acts=[
        Act(
            "publication",
            _("Publicar"),
            _("Publicar"),
            lambda tariffs, by, told: tariffs.publish(by=by),
            forms.PublicationForm,
            lambda tariffs: tariffs.status == S.DRAFT,
            _("Desde su primer día son los precios que se cotizan. Ya no se reescribe."),
            _("La lista quedó publicada."),
            level=APPROVE,
            icon="check",
        ),
        Act(
            "withdrawal",
            _("Retirar"),
            _("Retirar"),
            lambda tariffs, by, told: tariffs.withdraw(by=by, reason=told["reason"]),
            forms.WithdrawalForm,
            lambda tariffs: tariffs.status != S.WITHDRAWN,
            _("Deja de dar precios. Las cotizaciones que los tomaron los conservan."),
            _("La lista quedó retirada."),
            level=APPROVE,
            danger=True,
            icon="circle-x",
        ),
    ],
)
