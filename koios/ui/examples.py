"""What the pattern page shows: every component with its states, told by an invented company."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace as Thing

from django import forms
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from koios.core import calendar, charts, clock
from koios.ui import formats, lists, paging
from koios.ui.deadline import Deadline, Why, cells, not_counted
from koios.ui.due import Due
from koios.ui.figures import Figure
from koios.ui.states import State
from koios.ui.story import Event, MailStep
from koios.ui.widgets import DayInput, FilesInput

TODAY = date(2026, 7, 22)


def all_of_them(request) -> dict:
    """The whole page."""
    return {
        "swatches": SWATCHES,
        "dues": dues(),
        "deadlines": deadlines(),
        "states": states(),
        "thread": thread(),
        "form": invalid(ExampleForm),
        "settings_form": SettingsForm(initial={"days": 3, "notify": True}),
        "tabs": tabs(),
        "filters": lists.Filters(FilterForm, asking(request, "kind=claim&since=2026-06-29")),
        "sort": lists.Sort(request, {"due": ("due_on", "pk"), "number": ("number",)}),
        "rows": rows(),
        "page": paging.Page([], 50, next_url="#siguientes"),
        "events": events(),
        "jobs": jobs(),
        "figures": figures(),
        "keyfigs": keyfigs(),
        "chart": chart(),
        "files": files(),
        "pills": [("warn", "Prioridad alta: menores de edad")],
        "brief": [("Peticionaria", "Sandra Milena Arango"), ("Cliente", "Colegio La Arboleda")],
        "facts": [
            ("Contrato", "CTR-2025-018, hasta el 24 nov 2026"),
            ("Valor del año", formats.pesos(1_186_420_000)),
            ("Respuesta", "Por correo"),
        ],
        "path": ["Borrador", "Aprueba Camilo", "Sale por correo"],
        "gate": [(_("Acuse entregado"), True), (_("Respuesta aprobada"), False)],
        "asks": asks(),
        "progress": Thing(
            title="Preparando la hoja de cálculo",
            done=8400,
            total=20000,
            is_over=False,
            message="Puede seguir trabajando. Le avisamos cuando esté lista.",
        ),
    }


def asking(request, query):
    """The same request with another question in its address."""
    asked = request.GET.copy()
    for pair in query.split("&"):
        name, value = pair.split("=")
        asked[name] = value
    return Thing(GET=asked)


def at(day, hour) -> datetime:
    return clock.read(f"2026-07-{day:02d}T{hour}")


SWATCHES = [
    *("sunk", "paper", "surface", "inner", "ink", "ink-2", "ink-3", "line", "line-2", "line-3"),
    *("accent", "accent-strong", "accent-soft", "ok", "ok-soft", "warn", "warn-soft"),
    *("bad", "bad-soft", "hold"),
]


def dues():
    return [
        Due.of(total=15, gone=3),
        Due.of(total=15, gone=10),
        Due.of(total=15, gone=13),
        Due.of(total=15, gone=14),
        Due.of(total=15, gone=15),
        Due.of(total=10, gone=13),
        Due.of(total=15, gone=6, stopped=True),
        Due.of(total=60, gone=16),
    ]


def deadlines():
    counted = calendar.count(date(2026, 7, 2), 15)
    why = Why(
        [
            (_("Norma"), "Reclamación directa: 15 días hábiles (Ley 1480 de 2011, art. 58)"),
            (_("Primer día"), "Viernes 3 de julio, el hábil siguiente al recibo"),
            (_("No se contaron"), not_counted(counted)),
            (_("Prórroga"), "La norma no la permite en reclamos"),
        ],
        cells(counted, on=TODAY),
    )
    return [
        Deadline.running(counted.due_on, total=15, gone=12, detail=", a las 11:59 p. m.", why=why),
        Deadline.running(date(2026, 8, 6), total=15, gone=4),
        Deadline.running(date(2026, 7, 21), total=10, gone=11),
        Deadline.stopped(
            date(2026, 7, 16),
            total=15,
            gone=5,
            detail=": falta un dato del peticionario, que tiene hasta el 18 ago",
            why=Why([(_("Norma"), "Petición: 15 días hábiles")], long_strip()),
        ),
    ]


def long_strip():
    pause = [(date(2026, 7, 16), date(2026, 8, 5))]
    return cells(calendar.count(date(2026, 7, 8), 15, pauses=pause), on=TODAY)


def states():
    return [
        State("Recibida", "out", 0),
        State("En revisión", "open", 1),
        State("En gestión", "open", 2),
        State("Borrador", "open", 3),
        State("En espera", "hold"),
        State("Respondida", "done", 3),
        State("Cerrada", "done", 4),
        State("Desistida", "out", 4),
    ]


def thread():
    return [
        Thing(stage="Cotización", text="COT-2025-0288-v3", url="#hilo-ejemplo"),
        Thing(stage="Contrato", text="CTR-2025-018", url="#hilo-ejemplo"),
        Thing(stage="PQRS", text="000318", is_current=True),
        Thing(stage="Acción", text="Aún no hay", is_next=True),
    ]


class ExampleForm(forms.Form):
    subject = forms.CharField(label=_("Asunto"))
    kind = forms.ChoiceField(label=_("Tipo"), choices=[("petition", "Petición")])
    phone = forms.CharField(label=_("Celular"), required=False, help_text=_("Diez dígitos"))
    tax_id = forms.CharField(label="NIT")
    day = forms.DateField(label=_("Día"), widget=DayInput, required=False)
    text = forms.CharField(label=_("Los hechos"), widget=forms.Textarea, required=False)
    copy = forms.BooleanField(label=_("Enviar copia al cliente"), required=False)
    reserved = forms.BooleanField(label=_("Identidad en reserva"), required=False)
    call = forms.ChoiceField(
        label=_("¿Podemos llamarlo si falta un dato?"),
        choices=[("yes", "Sí"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    channels = forms.MultipleChoiceField(
        label=_("Canales"),
        choices=[("web", "Página web"), ("phone", "Teléfono"), ("mail", "Correo")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    files = forms.FileField(
        label=_("Adjunte lo que nos ayude a entender"),
        help_text=_("Hasta 10 archivos de 10 MB: fotos, PDF, Word o Excel"),
        widget=FilesInput,
        required=False,
    )

    def clean_tax_id(self):
        raise forms.ValidationError("El dígito de verificación no coincide. Revise el RUT.")


def invalid(form_class):
    form = form_class(
        {
            "subject": "Cambio de paradero de la ruta 3",
            "kind": "petition",
            "tax_id": "890.204.771-8",
            "copy": "on",
            "call": "yes",
            "channels": ["web"],
        }
    )
    form.is_valid()
    return form


class SettingsForm(forms.Form):
    days = forms.IntegerField(
        label=_("Días antes de vencer en que avisamos"), help_text=_("Días hábiles, de 1 a 10")
    )
    notify = forms.BooleanField(label=_("Avisar también a la jefatura"), required=False)


class FilterForm(forms.Form):
    q = forms.CharField(required=False)
    kind = forms.ChoiceField(
        label=_("Tipo"),
        required=False,
        choices=[("", "Todos"), ("claim", "Reclamo"), ("complaint", "Queja")],
    )
    since = forms.DateField(label=_("Recibido desde"), required=False, widget=DayInput)


def tabs():
    return [
        lists.Tab("Mías", "#mias", 6, is_current=True),
        lists.Tab("Por aprobar", "#por-aprobar", 2),
        lists.Tab("Todas", "#todas", 339),
    ]


def rows():
    return [
        Thing(
            number="PQRS-2026-000305",
            short="000305",
            kind="Información",
            subject="Copia de las pólizas RCC y RCE vigentes",
            who="Yaneth Ospina Vélez",
            customer="Agroindustrias El Cafetal",
            owner="Andrea Ruiz",
            on=TODAY - timedelta(days=19),
            due=Due.of(total=10, gone=11, short=True),
            state=State("Asignada", "open", 1),
        ),
        Thing(
            number="PQRS-2026-000318",
            short="000318",
            kind="Reclamo",
            subject="La ruta 7 no recogió a los estudiantes el 1 de julio",
            who="Sandra Milena Arango",
            customer="Colegio La Arboleda",
            owner="Andrea Ruiz",
            on=TODAY - timedelta(days=20),
            due=Due.of(total=15, gone=12, short=True),
            state=State("Borrador", "open", 3),
        ),
        Thing(
            number="PQRS-2026-000324",
            short="000324",
            kind="Habeas data",
            subject="Retirar su número del grupo de mensajes",
            who="Luz Dary Henao",
            customer="Usuaria",
            owner="",
            on=TODAY - timedelta(days=14),
            due=Due.of(total=15, gone=5, stopped=True, short=True),
            state=State("En espera", "hold"),
        ),
    ]


def files():
    return [
        Thing(name="acuse-000318.pdf", size=61_000, url="#archivo"),
        Thing(name="paradero-calle9.jpg", size=1_200_000, url="#archivo"),
        Thing(name="despacho.xlsx", size=88_000, url=""),
    ]


def events():
    linked = mark_safe(
        'abrió la acción <a href="#historia">AC-2026-0031</a>, Segundo conductor de reserva.'
    )
    return [
        Event(
            at(21, "15:40"), "Camilo Restrepo", body="Falta responder el tercer punto.", inner=True
        ),
        Event(at(16, "09:05"), "Marcela Duque", linked, icon="target-arrow"),
        Event(
            at(8, "19:31"),
            "Sandra Milena Arango",
            "desde la página de seguimiento",
            "Adjunto el recibo del taxi.\n\nQuiero saber si mañana la ruta va a pasar.",
            files=files()[1:2],
        ),
        Event(
            at(3, "08:10"),
            "Andrea Ruiz",
            "a Sandra Milena Arango",
            "La ruta de mañana está confirmada.",
            mail=[
                [
                    MailStep("Rebotó, buzón lleno (552)", "bad", "mail-x"),
                    MailStep("Segundo intento, 9:10", "", "refresh"),
                    MailStep("Entregado, 9:10", "ok", "mail-check"),
                ],
                [MailStep("En cola, sale a las 7:00 a. m.", "warn", "clock")],
            ],
        ),
        Event(at(2, "17:20"), "Laura Gil", "la asignó a Andrea Ruiz."),
    ]


def jobs():
    return [
        Thing(
            icon="message-2",
            kind="PQRS",
            number="PQRS-2026-000305",
            title="Copia de las pólizas RCC y RCE vigentes",
            url="#mi-dia",
            step="Responder.",
            about="Agroindustrias El Cafetal",
            due=Due.of(total=10, gone=11),
        ),
        Thing(
            icon="target-arrow",
            kind="Acción",
            number="AC-2026-0031",
            title="Segundo conductor de reserva en rutas escolares",
            url="#mi-dia",
            step="Adjuntar la evidencia de la tarea 2.",
            about="",
            due=Due.of(total=20, gone=17),
        ),
    ]


TREND = (91, 93, 92, 95, 97, 94, 95, 96, 98, 97, 96, 96.4)


def figures():
    return [
        Figure(
            "PQRS respondidas a tiempo",
            "96,4 %",
            "meta 95 %, n = 139",
            url="#cifras",
            trend=TREND,
            goal=95,
        ),
        Figure("Segmento Turismo", "–", "n = 3, no se muestra con menos de 5", url="#cifras"),
    ]


def keyfigs():
    return [
        Figure("Índice de satisfacción", "84,2", "meta 85; 2025-2: 83,0"),
        Figure("NPS", "42,7", "intervalo 28,8 a 56,6"),
        Figure("Respuestas", "103", "de 116 invitados, 88,8 %", url="#cifras"),
        Figure("Margen de error", "± 3,2", "puntos, confianza del 95\u00a0%"),
    ]


def chart():
    months, received, answered = zip(*MONTHS, strict=True)
    series = [
        charts.Series("Recibidas", list(received), "accent"),
        charts.Series("Respondidas", list(answered), "ok"),
    ]
    return {
        "drawn": charts.bars(months, series, width=760),
        "narrow": charts.bars(months, series, width=320),
        "head": ["Mes", "Recibidas", "Respondidas"],
        "rows": MONTHS,
    }


MONTHS = [("abr", 22, 20), ("may", 31, 27), ("jun", 27, 30), ("jul", 29, 19)]


def asks():
    return [
        Thing(value=1, text="Explicar por qué no pasó la ruta", done=True, note=""),
        Thing(value=2, text="Devolver el valor del taxi ($ 38.000)", done=True, note=""),
        Thing(
            value=3, text="Garantizar que no vuelva a ocurrir", done=False, note="falta en el texto"
        ),
    ]
