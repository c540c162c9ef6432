"""What requests tell those below of themselves: their words, their mail, the link in the foot."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.core import settings
from koios.office import phrases, post
from koios.ui import shell

shell.foot.add("needs", shell.Link(_("Pida su servicio"), "public_needs:ask"))
post.kinds.add("need.receipt", _("Recibo de una solicitud"))
phrases.tell(
    "quotes.need",
    recognised=_("supo qué cliente es"),
    receipt_revoked=_("anuló el enlace del recibo"),
)

settings.define(
    "quotes.need_subject",
    forms.CharField(max_length=250),
    default="Recibimos su solicitud {numero}",
    group="quotes",
    label=_("Asunto del recibo de una solicitud"),
)
settings.define(
    "quotes.need_text",
    forms.CharField(widget=forms.Textarea, max_length=5000),
    default="""Respetado(a) {nombre}:

Recibimos su solicitud {numero}. Lo contactamos a más tardar el {dia} para prepararle una \
cotización.

Nos pidió:
{necesita}

Su recibo queda en esta página:
{enlace}

{empresa}
{telefono}""",
    group="quotes",
    label=_("Texto del recibo de una solicitud"),
    help=_("Campos: {nombre}, {numero}, {necesita}, {dia}, {enlace}, {telefono}, {empresa}."),
)
