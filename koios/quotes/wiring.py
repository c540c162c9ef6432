"""What quotes tell those below of themselves: module, numbers, settings, doors, guards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.core import checks, files, home, numbering, search, settings
from koios.core.permissions import register_module
from koios.customers import merging
from koios.office import phrases, post
from koios.quotes import quote as quotes
from koios.quotes import reasons, searching
from koios.quotes.models import Acceptance, Need, Quote, QuoteMessage, Sending, TariffList

register_module("quotes", _("Cotizaciones"), order=15)

home.seeds.add("quotes.lists", reasons.seed)
checks.checks.add("quotes", quotes.check_quotes)

numbering.register(
    "quote",
    label=_("Cotizaciones"),
    default_format="COT-{year}-{number:04d}",
    model="quotes.quote",
    among={"version": 1, "imported": False},
)
numbering.register(
    "need",
    label=_("Solicitudes de servicio"),
    default_format="SOL-{year}-{number:04d}",
    model="quotes.need",
)

settings.define_group("quotes", _("Cotizaciones"), order=45, module="quotes")


def _setting(key, field, default, label, help=""):
    settings.define(f"quotes.{key}", field, default=default, group="quotes", label=label, help=help)


def _days(label, default, help="", most=365):
    return (forms.IntegerField(min_value=1, max_value=most), default, label, help)


_setting("valid_days", *_days(_("Días de vigencia de una cotización"), 30))
_setting("need_days", *_days(_("Días hábiles para atender una solicitud"), 1, most=60))
_setting(
    "follow_up_days", *_days(_("Días hábiles hasta el primer seguimiento al cliente"), 3, most=60)
)
_setting(
    "capability_required",
    forms.BooleanField(required=False),
    True,
    _("Antes de enviar se registra si podemos prestar lo ofrecido"),
    _("ISO 9001, 8.2.3: podemos, con qué y quién lo dice."),
)
_setting(
    "approval_discount",
    forms.DecimalField(min_value=0, max_value=100, decimal_places=2),
    10,
    _("Descuento en % por encima del cual se pide aprobación interna"),
)
_setting(
    "approval_amount",
    forms.IntegerField(min_value=0),
    50_000_000,
    _("Total en pesos por encima del cual se pide aprobación interna"),
    _("Cero: el valor no pide aprobación."),
)
_setting(
    "approval_by_another",
    forms.BooleanField(required=False),
    True,
    _("Aprueba una persona distinta de quien la pide"),
)
_setting(
    "vat_general",
    forms.DecimalField(min_value=0, max_value=100, decimal_places=2),
    19,
    _("IVA general, %"),
    _("Las cotizaciones ya enviadas conservan el suyo."),
)
_setting(
    "vat_reduced",
    forms.DecimalField(min_value=0, max_value=100, decimal_places=2),
    5,
    _("IVA reducido, %"),
)
_setting(
    "remind_after",
    settings.NumbersField(most=365, required=False),
    [5, 12],
    _("Recordatorios: días después del envío"),
    _("Separados por comas. Solo salen en las horas que permite la Ley 2300 de 2023."),
)
_setting(
    "remind_before",
    settings.NumbersField(most=365, required=False),
    [3],
    _("Recordatorios: días antes de vencer"),
)
_setting(
    "mail_subject",
    forms.CharField(max_length=250),
    "Cotización {numero}: {titulo}",
    _("Asunto del correo"),
)
_setting(
    "mail_text",
    forms.CharField(widget=forms.Textarea, max_length=5000),
    """Respetado(a) {nombre}:

Gracias por pensar en nosotros. Le enviamos la cotización {numero}, {titulo}, por {total}. Vale \
hasta el {vence}.

Puede verla, preguntarnos, aprobarla o decirnos que no aquí:
{enlace}

{vendedor}
{empresa}""",
    _("Texto del correo"),
    _("Campos: {nombre}, {numero}, {titulo}, {cliente}, {total}, {vence}, {enlace}, {vendedor}."),
)
_setting(
    "reminder_subject",
    forms.CharField(max_length=250),
    "Su cotización {numero} vale hasta el {vence}",
    _("Asunto del recordatorio"),
)
_setting(
    "reminder_text",
    forms.CharField(widget=forms.Textarea, max_length=5000),
    """Respetado(a) {nombre}:

Le recordamos la cotización {numero}, {titulo}. Vale hasta el {vence}. Si tiene preguntas o quiere \
cambiar algo, puede decirlo en la misma página:
{enlace}

{vendedor}
{empresa}""",
    _("Texto del recordatorio"),
)

merging.mergers.add("quotes.quote", merging.move_each(Quote))
merging.mergers.add("quotes.need", merging.move_each(Need))
merging.mergers.add("quotes.tarifflist", merging.move_each(TariffList))

for kind in Sending.Kind:
    post.kinds.add(f"quote.{kind}", kind.label)
for key, label in {
    "reply": _("Respuesta a una pregunta"),
    "approved": _("Cotización aprobada"),
    "rejected": _("Cotización rechazada"),
    "code": _("Código para responder"),
}.items():
    post.kinds.add(f"quote.{key}", label)

search.providers.add(
    searching.QUOTE,
    search.Provider(
        kind=searching.QUOTE,
        label=_("Cotizaciones"),
        module="quotes",
        visible=lambda user, ids: Quote.objects.visible_to(user).filter(pk__in=ids),
        records=lambda: Quote.objects.select_related("customer"),
        index=searching.index,
        title=lambda quote: f"{quote.label} {quote.title}",
        note=lambda quote: quote.get_status_display(),
        icon="file-invoice",
    ),
)
search.providers.add(
    searching.NEED,
    search.Provider(
        kind=searching.NEED,
        label=_("Solicitudes"),
        module="quotes",
        visible=lambda user, ids: Need.objects.visible_to(user).filter(pk__in=ids),
        records=lambda: Need.objects.select_related("customer"),
        index=searching.index_need,
        title=lambda need: f"{need.number} {need.headline}",
        note=lambda need: need.get_status_display(),
        icon="inbox",
    ),
)


def _sees(rows, key, user):
    return rows.visible_to(user).filter(pk=key).exists()


def _of_a_quote(model):
    def guard(user, file):
        quote = model.objects.filter(pk=file.subject_id).values_list("quote", flat=True).first()
        return quote is not None and _sees(Quote.objects, quote, user)

    return guard


files.file_guards.add(
    "quotes.quote", lambda user, file: _sees(Quote.objects, file.subject_id, user)
)
files.file_guards.add("quotes.need", lambda user, file: _sees(Need.objects, file.subject_id, user))
files.file_guards.add("quotes.quotemessage", _of_a_quote(QuoteMessage))
files.file_guards.add("quotes.acceptance", _of_a_quote(Acceptance))

phrases.subjects.add(
    "quotes.quote",
    phrases.Subject(_("Cotización"), "quotes", is_personal=False, outsider=_("El cliente")),
)
for _model, _label in (
    (Acceptance, _("Aprobación del cliente")),
    (Need, _("Solicitud de servicio")),
):
    phrases.subjects.add(
        _model._meta.label_lower, phrases.Subject(_label, "quotes", outsider=_("El cliente"))
    )
phrases.subjects.add("quotes.service", phrases.Subject(_("Servicio"), "quotes"))
phrases.subjects.add("quotes.tarifflist", phrases.Subject(_("Lista de tarifas"), "quotes"))
phrases.subjects.add("quotes.tariff", phrases.Subject(_("Tarifa"), "quotes"))
phrases.tell(
    "quotes.quote",
    drafted=_("empezó a prepararla"),
    revised=_("cambió el borrador"),
    discarded=_("desechó el borrador"),
    versioned=_("preparó una versión nueva"),
    capability_checked=_("registró si podemos prestarlo"),
    approval_asked=_("pidió aprobación interna"),
    approval_granted=_("la aprobó para enviar"),
    approval_refused=_("la devolvió sin aprobar"),
    sent=_("la envió"),
    superseded=_("la reemplazó con una versión nueva"),
    opened=_("abrió la página"),
    code_sent=_("pidió un código para aprobar"),
    said_in=_("hizo una pregunta"),
    said_out=_("respondió"),
    said_internal=_("dejó una nota"),
    approved=_("la aprobó"),
    rejected=_("la rechazó"),
    expired=_("venció"),
    voided=_("la anuló"),
    planned=_("planeó el próximo paso"),
    reminded=_("recordó al cliente"),
    handed_over=_("la entregó a otra persona"),
    files_added=_("agregó archivos"),
    file_taken_out=_("quitó un archivo"),
    moved=_("pasó a otro cliente"),
)
phrases.tell("quotes.acceptance", accepted=_("la aprobó"), files_added=_("agregó el soporte"))
phrases.tell(
    "quotes.need",
    received=_("la recibió"),
    revised=_("la completó"),
    handed_over=_("la entregó a otra persona"),
    planned=_("planeó el próximo paso"),
    capability_checked=_("registró si podemos prestarlo"),
    quoted=_("empezó una cotización"),
    waits_again=_("quedó otra vez por atender"),
    closed=_("la cerró sin cotización"),
    reopened=_("la abrió de nuevo"),
    files_added=_("agregó archivos"),
    moved=_("pasó a otro cliente"),
)
phrases.tell(
    "quotes.tarifflist",
    published=_("la publicó"),
    ended=_("le puso fin"),
    withdrawn=_("la retiró"),
    moved=_("pasó a otro cliente"),
)
