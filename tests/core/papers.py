"""What papers of the company say, as their templates take it."""

from koios.core import charts
from koios.core.documents import qr

COMPANY = {
    "name": "Transportes Andinos del Café",
    "legal_name": "Transportes Andinos del Café S.A.S.",
    "nit": "901.284.537-1",
    "address": "Carrera 14 # 18-32",
    "city": "Armenia, Quindío",
    "phone": "(606) 741 2210",
    "email": "servicio@andinosdelcafe.example",
    "website": "andinosdelcafe.example",
    "brand": "#35478c",
    "logo": "",
}
BODY = """Señora Sandra Milena:

Recibimos su reclamo del 2 de julio sobre la ruta 7 del Colegio La Arboleda. Revisamos el registro \
de GPS del vehículo SXT 902, la planilla del conductor y la llamada de ese día, y le respondemos \
cada punto.

1. Por qué no pasó la ruta. El vehículo salió del patio a las 5:48 a. m. con una falla en el \
sistema de frenos y fue detenido por seguridad a las 6:05 a. m. El reemplazo salió a las 6:31 a. m.
2. Por qué nadie le avisó. El aviso a los acudientes debía salir en 10 minutos y no salió: \
el coordinador de turno no lo envió. Es nuestra falta.

Procede su reclamo. Por eso:

- Devolvemos el valor del servicio del 1 de julio, $ 38.500, en la factura de agosto.
- Desde el 13 de julio el aviso de novedades sale solo, apenas el vehículo se detiene más de 10 \
minutos.
- Revisaremos con el colegio el 31 de agosto que el aviso haya funcionado todo el mes."""


def letter(**more):
    return {
        "company": COMPANY,
        "number": "PQRS-2026-000318",
        "number_label": "Radicado",
        "date": "Armenia, 22 de julio de 2026",
        "to": ["Señora", "Sandra Milena Arango", "CC 41.935.118", "smarango@correo.example.co"],
        "subject": "La ruta 7 no recogió a los estudiantes el 1 de julio",
        "facts": [
            {"label": "Recibido", "value": "2 jul 2026, 4:52 p. m., por la página web"},
            {
                "label": "Término",
                "value": "15 días hábiles, hasta el lunes 27 de julio de 2026",
                "note": "Ley 1480 de 2011, art. 58. Respondido en 13 días hábiles.",
            },
            {"label": "Decisión", "value": "Procede", "strong": True},
        ],
        "body": BODY,
        "parts": [
            {
                "title": "Si no está de acuerdo",
                "text": "Puede pedir que lo revisemos otra vez en andinosdelcafe.example/pqrs con "
                "su radicado, o acudir a la Superintendencia de Transporte.",
            }
        ],
        "signer": {
            "name": "Marcela Duque Henao",
            "lines": ["Jefe de Operaciones", "Transportes Andinos del Café S.A.S."],
        },
        "attachments_label": "Adjuntos",
        "attachments": ["registro-gps-sxt902-1jul.pdf (214 kB)", "planilla-ruta7.jpg (1,2 MB)"],
        "verify": {
            "qr": qr("https://andinosdelcafe.example/pqrs/seguimiento/Kf7q-29Xw-Lm3T"),
            "title": "Compruebe esta carta",
            "text": "El mismo texto y sus adjuntos están en la página de su caso.",
            "code": "Kf7q-29Xw-Lm3T",
        },
        **more,
    }


def receipt(**more):
    return {
        "company": COMPANY,
        "title": "Recibo de radicación PQRS-2026-000318",
        "lead": "Recibimos su reclamo. Este es su radicado:",
        "number": "PQRS-2026-000318",
        "state": "Radicado",
        "facts": [
            {"label": "Recibido", "value": "2 jul 2026, 4:52 p. m., por la página web"},
            {
                "label": "Le respondemos",
                "value": "a más tardar el lunes 27 de julio de 2026",
                "strong": True,
                "note": "15 días hábiles desde el viernes 3 de julio, sin contar los festivos 13 y "
                "20 de julio. Ley 1480 de 2011, art. 58.",
            },
            {"label": "Asunto", "value": "La ruta 7 no recogió a los estudiantes el 1 de julio"},
            {"label": "Presentado por", "value": "Sandra Milena Arango, CC 41.935.118"},
            {"label": "Archivos", "value": "1: paradero-calle9.jpg (imagen, 1,2 MB)"},
            {"label": "La atiende", "value": "Servicio al Cliente, (606) 741 2210"},
        ],
        "thread": [
            {"label": "Radicado", "note": "2 jul", "state": "done"},
            {"label": "En estudio", "state": "here"},
            {"label": "Respuesta", "note": "antes del 27 jul"},
        ],
        "follow": {
            "qr": qr("https://andinosdelcafe.example/pqrs/seguimiento/Kf7q-29Xw-Lm3T"),
            "title": "Siga su caso",
            "text": "Apunte la cámara al código o entre con su radicado y esta clave:",
            "code": "Kf7q-29Xw-Lm3T",
            "address": "andinosdelcafe.example/pqrs/seguimiento",
            "note": "Guárdela: quien la tenga puede ver este caso.",
        },
        "note": "Tratamos sus datos para responderle, según nuestra política de datos personales.",
        **more,
    }


def report(**more):
    months = ["ene", "feb", "mar", "abr", "may", "jun"]
    came, went = [35, 41, 44, 39, 52, 47], [30, 40, 41, 42, 48, 45]
    by_month = charts.bars(
        months,
        [charts.Series("Recibidas", came), charts.Series("Respondidas", went, "soft")],
        height=200,
    )
    days = charts.lines(months, [charts.Series("Días", [8.4, 9.1, 8.8, 7.2, 9.9, 8.1])], height=180)
    rows = [
        charts.Range("Operaciones", 81, "81,0", 72.2, 87.5, 85, 100, "bajo la meta, sin certeza",
                     sure=False),
        charts.Range("Servicio al Cliente", 94.1, "94,1", 87.8, 97.3, 90, 102, "cumple la meta"),
        charts.Range("Facturación", 67.3, "67,3", 57.6, 75.8, 80, 98, "bajo la meta", "bad"),
    ]  # fmt: skip
    return {
        "company": COMPANY,
        "title": "PQRS del primer semestre de 2026",
        "period": "1 ene a 30 jun 2026, con corte al 3 jul 2026",
        "summary": "Se respondió a tiempo el 95,3 % de los casos, dos puntos más que en el "
        "semestre anterior. Facturación es la única área que con certeza queda bajo su meta.",
        "figures": [
            {"label": "Recibidas", "value": "258", "note": "231 en 2025-2"},
            {"label": "A tiempo", "value": "95,3 %", "note": "meta 95\u00a0%; antes 93,1\u00a0%"},
            {"label": "Días hábiles", "value": "8,6", "note": "mediana 8; p90 13"},
            {
                "label": "Abiertas vencidas",
                "value": "3",
                "note": "de 12 abiertas",
                "tone": "bad-ink",
            },
        ],
        "parts": [
            {
                "title": "Mes a mes",
                "caption": "Casos por mes de recibo",
                "keys": by_month.keys,
                "chart": by_month.svg(),
                "breakable": False,
            },
            {
                "title": "Por área",
                "caption": "A tiempo. Línea: intervalo del 95 %. Raya: meta.",
                "chart": charts.ranges(rows, low=50, width=760).svg(),
                "table": {
                    "columns": [
                        {"label": "Área", "share": 3},
                        {"label": "Recibidas", "align": "right"},
                        {"label": "Respondidas", "align": "right"},
                        {"label": "A tiempo", "align": "right"},
                        {"label": "Días hábiles", "align": "right"},
                    ],
                    "rows": [
                        ["Operaciones", "100", "97", "81,0 %", "9,4"],
                        ["Servicio al Cliente", "102", "101", "94,1 %", "6,2"],
                        ["Facturación", "98", "90", "67,3 %", "11,8"],
                    ],
                    "total": ["Total", "300", "288", "81,4 %", "8,6"],
                },
                "note": "n menor que 5 no se muestra.",
            },
            {
                "title": "Tiempo de respuesta",
                "caption": "Media de días hábiles por mes",
                "chart": days.svg(),
                "breakable": False,
                "text": "La media se mantiene por debajo de diez días en todo el semestre.",
            },
        ],
        "definitions": "A tiempo: respondidas hasta su fecha de vencimiento, sobre respondidas más "
        "abiertas vencidas. Días hábiles: desde el día hábil siguiente al recibo, sin los días en "
        "que el término estuvo suspendido.",
        **more,
    }
