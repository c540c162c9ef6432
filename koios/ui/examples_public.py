"""What the pattern page of the public pages shows."""

from types import SimpleNamespace as Thing

from django import forms
from django.utils.safestring import mark_safe

from koios.ui.due import Due
from koios.ui.examples import at, files


def all_of_them() -> dict:
    """The whole page."""
    return {
        "form": PublicForm(),
        "rate": RateForm(initial={"resolved": "4"}),
        "advance": advance(),
        "left": Due.of(total=15, gone=12),
        "says": says(),
        "receipt": receipt(),
    }


class PublicForm(forms.Form):
    kind = forms.ChoiceField(
        label="¿Qué quiere presentar?",
        choices=[("claim", "Reclamo"), ("complaint", "Queja")],
        widget=forms.RadioSelect,
    )
    kind.notes = {
        "claim": ("El servicio no se prestó, falló o le cobraron mal.", "15 días hábiles"),
        "complaint": ("Alguien de la empresa lo trató mal o actuó mal.", "15 días hábiles"),
    }
    facts = forms.CharField(label="Los hechos", widget=forms.Textarea(attrs={"rows": 4}))
    call = forms.ChoiceField(
        label="¿Podemos llamarlo si falta un dato?",
        help_text="Solo sobre este caso, de lunes a viernes de 7 a. m. a 7 p. m.",
        choices=[("yes", "Sí"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    news = forms.ChoiceField(
        label="¿Quiere recibir noticias de nuestros servicios?",
        help_text="Unas cuatro al año. Puede retirarse cuando quiera.",
        choices=[("yes", "Sí"), ("no", "No")],
        widget=forms.RadioSelect,
    )


class RateForm(forms.Form):
    resolved = forms.ChoiceField(
        label="¿La respuesta resolvió lo que pidió?",
        choices=[
            ("1", "Nada"),
            ("2", "Poco"),
            ("3", "En parte"),
            ("4", "Casi todo"),
            ("5", "Todo"),
        ],
        widget=forms.RadioSelect,
    )
    recommend = forms.ChoiceField(
        label="¿Qué tan probable es que nos recomiende?",
        choices=[(str(n), str(n)) for n in range(11)],
        widget=forms.RadioSelect,
    )


def advance():
    return [
        Thing(name="Recibido", note="2 jul, 4:52 p. m.", is_done=True),
        Thing(name="En investigación", note="desde el 3 jul", is_current=True),
        Thing(name="Respondido", note="a más tardar el 27 jul"),
        Thing(name="Cerrado", note=""),
    ]


def says():
    return [
        Thing(is_mine=True, at=at(2, "16:52"), text="La ruta 7 no pasó y nadie avisó."),
        Thing(
            who="Andrea Ruiz",
            of="Servicio al Cliente",
            at=at(3, "08:10"),
            text="¿Puede enviarnos el recibo del taxi?",
        ),
        Thing(is_mine=True, at=at(8, "19:31"), text="Adjunto el recibo.", files=files()[1:2]),
        Thing(
            who="Respuesta de la empresa",
            at=at(24, "09:14"),
            text="Su reclamo procede. Le devolveremos $ 38.000.",
            is_final=True,
            files=files()[:1],
        ),
    ]


def receipt():
    due = mark_safe(
        '<b>a más tardar el lunes 27 de julio de 2026</b> <span class="small quiet">15 días '
        "hábiles desde el viernes 3 de julio, sin contar los festivos 13 y 20 de julio. Ley 1480 "
        "de 2011, art. 58.</span>"
    )
    return {
        "title": "Recibo de radicación",
        "lead": "Recibimos su reclamo. Este es su radicado:",
        "number": "PQRS-2026-000318",
        "pill": "Radicado",
        "facts": [
            ("Recibido", "2 jul 2026, 4:52 p. m., por la página web"),
            ("Le respondemos", due),
            ("Asunto", "La ruta 7 no recogió a los estudiantes el 1 de julio"),
        ],
        "follow_text": "Entre con su radicado y esta clave:",
        "token": "Kf7q-29Xw-Lm3T",
    }
