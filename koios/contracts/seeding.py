"""The clauses that a new home begins with. The company's lawyer rewrites them as they see fit."""

from koios.contracts.clauses import ClauseTemplate, Renewal, UserGroup
from koios.core import audit
from koios.core.acts import act

CLAUSES = [
    (
        "Objeto",
        {},
        "El transportador presta al contratante este servicio: {objeto}. Es transporte especial "
        "para el grupo de usuarios {grupo} (Decreto 1079 de 2015, 2.2.1.6.3).",
    ),
    (
        "Recorridos y horarios",
        {},
        "Los recorridos son: {recorridos}. Los horarios y paraderos se programan por escrito entre "
        "{supervisor}, por el contratante, y el transportador.",
    ),
    (
        "Valor y forma de pago",
        {},
        "El valor es {valor}. El contratante paga dentro de los treinta días siguientes a cada "
        "factura, con las tarifas que aparecen en este contrato, que solo cambian por otrosí. Los "
        "valores son antes de retenciones.",
    ),
    (
        "Plazo",
        {},
        "Empieza el {inicio} y termina el {fin}.",
    ),
    (
        "Prórroga automática",
        {"renewal": Renewal.SILENCE},
        "Si ninguna de las partes avisa por escrito a la otra, con {preaviso}, que no desea "
        "continuar, el contrato se prorroga por {prorroga}, y así cada vez.",
    ),
    (
        "Terminación por el consumidor",
        {"renewal": Renewal.SILENCE, "who": ClauseTemplate.Who.CONSUMER},
        "El contratante puede terminar el contrato en cualquier momento, también durante una "
        "prórroga, sin pagar por lo que no se haya prestado (Ley 1480 de 2011, artículo 43).",
    ),
    (
        "Prórroga",
        {"renewal": Renewal.AGREED},
        "Las partes pueden prorrogarlo por escrito antes de que termine.",
    ),
    (
        "Obligaciones del transportador",
        {},
        "Prestar el servicio con vehículos habilitados, con SOAT, revisión técnico-mecánica y "
        "tarjeta de operación vigentes, y con conductores con licencia de la categoría y seguridad "
        "social al día; llevar el extracto del contrato en cada servicio; avisar de inmediato "
        "cualquier novedad; y cumplir los requisitos que aparecen en este contrato.",
    ),
    (
        "Transporte de estudiantes",
        {"group": UserGroup.STUDENTS},
        "En cada recorrido con estudiantes viaja un adulto acompañante con formación en primeros "
        "auxilios. Ningún estudiante se entrega a persona distinta de la autorizada por escrito.",
    ),
    (
        "Transporte de pacientes",
        {"group": UserGroup.HEALTH},
        "El vehículo es adecuado para las personas que se transportan y sus acompañantes. Lo que "
        "el conductor conozca de su salud es reservado.",
    ),
    (
        "Obligaciones del contratante",
        {},
        "Pagar a tiempo; entregar la lista de usuarios y sus cambios con un día de anticipación; y "
        "avisar quién supervisa el contrato.",
    ),
    (
        "Pólizas",
        {},
        "El transportador mantiene vigentes sus pólizas de responsabilidad civil contractual y "
        "extracontractual (Código de Comercio, artículo 994) y las demás que se exigen aquí.",
    ),
    (
        "Datos personales",
        {},
        "Cada parte trata los datos de la otra y de los usuarios solo para cumplir este contrato, "
        "según la Ley 1581 de 2012, y los devuelve o suprime cuando termine, salvo lo que la ley "
        "manda conservar.",
    ),
    (
        "Quejas y verificación",
        {},
        "Las quejas se presentan y se responden por los canales del transportador, en los términos "
        "de la ley. Una vez al año las partes verifican el cumplimiento de este contrato.",
    ),
    (
        "Terminación",
        {},
        "Termina por su plazo, por acuerdo, o por incumplimiento grave que no se corrija dentro de "
        "los quince días siguientes al aviso escrito. Lo prestado se paga.",
    ),
    (
        "Firma",
        {},
        "Las partes pueden firmarlo en papel o por medios electrónicos, con el método que acuerden "
        "al firmar (Ley 527 de 1999 y Decreto 2364 de 2012). Se firma en {municipio}.",
    ),
]


@act
def seed():
    """The clauses of the house, where the list is empty."""
    if ClauseTemplate.objects.exists():
        return
    for at, (title, when, text) in enumerate(CLAUSES, start=1):
        ClauseTemplate(title=title, text=text, order=at * 10, **when).begin(
            by=audit.SYSTEM, verb="seeded"
        )
