"""The lists of quotes: what each is, its page, its form."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from koios.office.own_lists import List, Lists
from koios.quotes.lists_pages import forms
from koios.quotes.models import Conditions, LossReason, QuoteTemplate

LISTS = Lists(
    "quotes",
    _("Listas de cotizaciones"),
    [
        List(
            "quote_templates",
            "quote_template",
            QuoteTemplate,
            forms.TemplateForm,
            _("Plantillas"),
            _("Cotizaciones para empezar: textos, vigencia y líneas de lo que se ofrece a menudo."),
            lambda: QuoteTemplate.objects.order_by("-active", "name"),
            _("Aún no hay plantillas. Las cotizaciones empiezan en blanco."),
            "quotes/lists/templates.html",
            "quotes/lists/template.html",
            how=_("Una nueva sale de una cotización: «Guardar como plantilla», en su página."),
        ),
        List(
            "conditions",
            "conditions_text",
            Conditions,
            forms.ConditionsForm,
            _("Condiciones"),
            _("Textos de pago, cambios y lo que se incluye. Si hay uno solo, va en cada una."),
            lambda: Conditions.objects.order_by("-active", "name"),
            _("Aún no hay condiciones. Cada cotización escribe las suyas."),
            "quotes/lists/conditions.html",
            new=_("Condiciones nuevas"),
        ),
        List(
            "reasons",
            "reason",
            LossReason,
            forms.ReasonForm,
            _("Razones de pérdida"),
            _("Por qué no se tomó una cotización. Los informes cuentan por ellas."),
            lambda: LossReason.objects.annotate(used=Count("quotes")).order_by("-active", "name"),
            _("Aún no hay razones. Sin ellas no se registra un rechazo."),
            "quotes/lists/reasons.html",
            new=_("Razón nueva"),
        ),
    ],
)
