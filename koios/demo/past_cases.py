"""The cases that were answered in the last fourteen months of the demo."""

import random

from koios.demo.people import EVERYONE

# kind, subject, facts, request, cause, process, outcome, answer
PAST = [
    (
        "CLAIM",
        "Ruta incompleta por varada",
        "El bus se varó y los pasajeros terminaron el recorrido en otro vehículo.",
        "Explicar qué pasó",
        "Falla mecánica",
        "Mantenimiento de vehículos",
        "upheld",
        "El vehículo falló por una manguera del sistema de refrigeración, que ya se cambió en toda "
        "la flota de ese modelo. Descontamos el trayecto de la factura.",
    ),
    (
        "COMPLAINT",
        "El conductor no quiso esperar a una pasajera",
        "La pasajera venía corriendo y el conductor arrancó.",
        "Que espere en el paradero",
        "Trato del conductor",
        "Conductores",
        "partly",
        "El conductor esperó los tres minutos que fija el protocolo. Aun así, le pedimos anunciar "
        "la salida, y así quedó en la instrucción de ruta.",
    ),
    (
        "CLAIM",
        "Factura con tarifa anterior",
        "Facturaron con la tarifa del año pasado.",
        "Corregir la factura",
        "Cobro o facturación",
        "Facturación y cartera",
        "upheld",
        "Tiene razón. Emitimos la nota crédito y la factura corregida.",
    ),
    (
        "INFO_REQUEST",
        "Certificado de habilitación de la empresa",
        "Lo pide nuestra interventoría.",
        "Copia del certificado",
        "Documentos del servicio",
        "Gestión comercial",
        "upheld",
        "Adjuntamos la copia de la resolución de habilitación vigente.",
    ),
    (
        "PETITION_PARTICULAR",
        "Cambio de hora de la ruta de la tarde",
        "La jornada ahora termina a las 3:30 p. m.",
        "Mover la salida a las 3:45 p. m.",
        "Cambio de ruta o de parada",
        "Programación de servicios",
        "upheld",
        "Desde el lunes siguiente la ruta sale a las 3:45 p. m.",
    ),
    (
        "COMPLAINT",
        "Música a alto volumen",
        "El conductor lleva música a alto volumen en la ruta del amanecer.",
        "Que la baje",
        "Trato del conductor",
        "Conductores",
        "upheld",
        "Hablamos con el conductor y la instrucción quedó en la reunión de seguridad de la semana.",
    ),
    (
        "CLAIM",
        "Llegada tarde en el turno de la noche",
        "El bus llegó veinte minutos tarde.",
        "Que no se repita",
        "Incumplimiento del horario",
        "Programación de servicios",
        "upheld",
        "El relevo salió tarde del parqueadero. Se adelantó quince minutos su salida.",
    ),
    (
        "SUGGESTION",
        "Letrero con el número de la ruta",
        "De lejos no se sabe qué ruta es.",
        "",
        "Información errada o incompleta",
        "Operación del transporte",
        "upheld",
        "Gracias por la idea. Los vehículos ya llevan el número en el panorámico.",
    ),
    (
        "CLAIM",
        "Cinturón dañado en la silla 14",
        "El cinturón de la silla 14 no cierra.",
        "Repararlo",
        "Falla mecánica",
        "Mantenimiento de vehículos",
        "upheld",
        "El cinturón se cambió ese mismo día y se revisaron los demás.",
    ),
    (
        "COMPLAINT",
        "No contestan el teléfono",
        "Llamé tres veces a la línea y nadie contestó.",
        "Que contesten",
        "Demora en atender o responder",
        "Servicio al cliente",
        "upheld",
        "Hubo una falla de la planta telefónica. Ya hay una segunda línea.",
    ),
    (
        "CLAIM",
        "Cobro de parqueadero en la salida pedagógica",
        "El conductor pidió plata para el parqueadero.",
        "Devolver lo cobrado",
        "Cobro o facturación",
        "Conductores",
        "upheld",
        "El parqueadero está incluido. Devolvimos el dinero y se le recordó al equipo.",
    ),
    (
        "PETITION_GENERAL",
        "Buses detenidos frente al colegio",
        "Los buses ocupan el carril de la avenida a la salida.",
        "Parquear en la bahía",
        "Cambio de ruta o de parada",
        "Programación de servicios",
        "partly",
        "Dos rutas pasaron a la bahía; la tercera no cabe y quedó con salida escalonada.",
    ),
    (
        "PRAISE",
        "Excelente servicio del conductor Wilson",
        "El conductor Wilson fue muy amable con los abuelos.",
        "",
        "Trato del conductor",
        "Conductores",
        "upheld",
        "Gracias. Le leímos su mensaje en la reunión del lunes.",
    ),
    (
        "CLAIM",
        "Vehículo distinto al contratado",
        "Contratamos bus de 40 y llegó uno de 30.",
        "Descuento",
        "Vehículo distinto del acordado",
        "Programación de servicios",
        "not_upheld",
        "El cambio se acordó por correo el día anterior con su coordinador, y la tarifa ya es la "
        "del vehículo de 30. Adjuntamos ese correo.",
    ),
]
OWNERS = ["andrea.ruiz", "laura.gil", "andrea.ruiz", "marcela.duque"]
SCORES = [(5, ""), (4, ""), (5, "Muy rápido"), (3, "Respondieron, pero tarde"), (4, ""), (2, "")]


def past(customers: list, *, count=42, seed=7):
    """Stories for `Teller.tell`, the oldest first, always the same."""
    chance = random.Random(seed)  # noqa: S311 -- a demo, not a secret
    for number in range(count):
        kind, subject, facts, request, cause, process, outcome, answer = PAST[number % len(PAST)]
        took = chance.choice([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
        if number % 14 == 6:
            took = 17  # a few were late, as in life
        score, comment = chance.choice(SCORES)
        steps = [
            (0, "15:00", "assign", OWNERS[number % len(OWNERS)]),
            (1, "08:30", "start"),
            (took, "10:00", "answer", answer, outcome),
            (took + 1, "12:00", "rate", score, comment),
            (took + 5, "09:00", "close", cause, process, outcome),
        ]
        yield {
            "ago": 290 - round(number * 262 / count),
            "at": f"{chance.randint(7, 17):02}:{chance.randint(0, 59):02}",
            "kind": kind,
            "channel": chance.choice(["web", "web", "web", "phone", "email", "person"]),
            "customer": chance.choice(customers),
            "petitioner": dict(chance.choice(EVERYONE)),
            "subject": subject,
            "facts": facts,
            "request": request,
            "steps": steps if chance.random() < 0.75 else steps[:3] + steps[4:],
        }
