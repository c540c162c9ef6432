"""The checklist that a new home begins with (procedure 5.1); the company rewrites it."""

from decimal import Decimal

from koios.core.acts import act
from koios.verification.checklists import Checklist
from koios.verification.questions import Kind, Question

SERVICE = "El servicio"
FLEET = "Vehículos y conductores"
MONEY = "Tarifas y garantías"
CUSTOMER = "El cliente"
LAW = "Otras obligaciones"
END = "Decisión"

QUESTIONS = [
    Question(
        "01",
        "Se cumplió el objeto y el alcance del contrato.",
        SERVICE,
        evidence="Órdenes de servicio prestadas y actas del supervisor.",
        proves="ISO 9001, 8.2.3 y 8.5.1",
    ),
    Question(
        "02",
        "Cada servicio se prestó con su extracto del contrato (FUEC).",
        SERVICE,
        evidence="FUEC de una muestra de servicios.",
        proves="Decreto 1079 de 2015, 2.2.1.6.3",
    ),
    Question(
        "03",
        "Puntualidad de los servicios",
        SERVICE,
        kind=Kind.MEASURE,
        unit="%",
        target=Decimal(95),
        partly_from=Decimal(90),
        evidence="Control de programaciones: servicios que llegaron a la hora acordada.",
        proves="ISO 9001, 9.1.1",
    ),
    Question(
        "04",
        "La habilitación de la empresa está vigente.",
        FLEET,
        evidence="Resolución de habilitación.",
        proves="Decreto 1079 de 2015, 2.2.1.6",
    ),
    Question(
        "05",
        "La lista de vehículos es la acordada con el cliente.",
        FLEET,
        evidence="Lista del contrato frente a la de los servicios prestados.",
        proves="Contrato",
    ),
    Question(
        "06",
        "SOAT, revisión técnico-mecánica, tarjeta de operación y pólizas RCC y RCE vigentes.",
        FLEET,
        evidence="Documentos de cada vehículo del contrato.",
        proves="Código de Comercio, art. 994; Decreto 1079 de 2015",
    ),
    Question(
        "07",
        "Conductores con licencia de la categoría, seguridad social al día y aptitud médica.",
        FLEET,
        evidence="Hoja de vida de cada conductor del contrato.",
        proves="ISO 39001, 7.2; ISO 45001, 7.2",
    ),
    Question(
        "08",
        "Las tarifas facturadas son las acordadas.",
        MONEY,
        evidence="Facturas de una muestra de meses frente a las tarifas del contrato.",
        proves="Contrato",
    ),
    Question(
        "09",
        "Las pólizas que pide el contrato están vigentes.",
        MONEY,
        evidence="Pólizas y sus certificados.",
        proves="Contrato",
    ),
    Question(
        "10",
        "Las PQRS del cliente se respondieron a tiempo.",
        CUSTOMER,
        evidence="Informe de PQRS del cliente en el año.",
        proves="ISO 9001, 9.1.2; Ley 1755 de 2015",
    ),
    Question(
        "11",
        "Se midió la satisfacción del cliente y se cerraron las acciones que salieron de ahí.",
        CUSTOMER,
        evidence="Encuesta del año y su tratamiento.",
        proves="ISO 9001, 9.1.2 y 10.2",
    ),
    Question(
        "12",
        "Los cambios en lo que el cliente requiere se revisaron y se acordaron.",
        CUSTOMER,
        evidence="Registro de requisitos y otrosíes.",
        proves="ISO 9001, 8.2.4",
    ),
    Question(
        "13",
        "Se entregaron al cliente las evidencias de PESV y de seguridad y salud en el trabajo.",
        LAW,
        evidence="Constancias de entrega.",
        proves="ISO 39001; ISO 45001; Resolución 40595 de 2022",
    ),
    Question(
        "14",
        "Los otrosíes están firmados por las dos partes.",
        LAW,
        evidence="Otrosíes del contrato.",
        proves="ISO 9001, 8.2.4",
    ),
    Question(
        "15",
        "Los datos personales se trataron según lo autorizado.",
        LAW,
        evidence="Autorizaciones y consultas de titulares.",
        proves="Ley 1581 de 2012",
    ),
    Question(
        "16",
        "Qué se hace con el contrato",
        END,
        kind=Kind.CHOICE,
        options=("Renovar", "Ajustar", "Terminar"),
    ),
]


@act
def seed():
    """The checklist of the house, where there is none."""
    if Checklist.objects.exists():
        return
    Checklist.begin_with("Verificación anual de contratos", QUESTIONS)
