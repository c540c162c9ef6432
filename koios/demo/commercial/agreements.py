"""The contracts of the demo company: some in force, one about to end, one of each other state."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from koios.contracts import sweeps
from koios.contracts.models import Amendment, Contract, Policy
from koios.core import audit, calendar, clock, files, jobs, settings
from koios.customers.demo import sheet
from koios.customers.models import Requirement
from koios.demo.commercial import verifications
from koios.demo.commercial.offers import JUAN

BOSS = "gloria.mejia"


def _price(description, unit, price, vehicle=""):
    told = {"description": description, "unit": unit, "vehicle_class": vehicle}
    return {**told, "price": Decimal(price)}


# Days count from today: (begins, ends) of a contract, when each thing was done
AGREEMENTS = [
    {
        "customer": "arboleda",
        "object": "Transporte escolar de los estudiantes de preescolar y bachillerato, con catorce "
        "rutas de ida y regreso y salidas pedagógicas",
        "group": "students",
        "routes": "Ruta 1: Norte – Colegio\nRuta 3: Avenida Bolívar – Colegio\n"
        "Ruta 7: La Castellana – Colegio",
        "value": 412_000_000,
        "term": (-310, 52),
        "renewal": "silence",
        "tariffs": [
            _price("Ruta escolar, ida y regreso", "day", 285_000, "Buseta"),
            _price("Ruta escolar, ida y regreso", "day", 340_000, "Bus"),
            _price("Salida pedagógica dentro del Quindío", "trip", 620_000, "Bus"),
        ],
        "requirements": [
            (
                "required",
                "Una monitora con curso de primeros auxilios en cada ruta de preescolar",
                "Carpeta de monitoras y minuta de ruta, cada mes",
            ),
            (
                "expected",
                "Que ninguna ruta llegue después de las 6:40 a. m.",
                "Reporte de llegadas de portería, cada semana",
            ),
        ],
        "potential": "Ver en el celular por dónde va el bus",
        "policies": [
            ("quality", "Seguros del Café S.A.", "CAL-204411", 41_200_000, 24),
            ("compliance", "Seguros del Café S.A.", "CUM-204410", 41_200_000, 140),
        ],
        "amendment": {
            "days": -120,
            "reason": "El colegio abrió la sede de preescolar de la calle 21 Norte.",
            "values": {"value": 447_500_000},
        },
    },
    {
        "customer": "santa-ines",
        "object": "Transporte de pacientes y acompañantes entre la clínica y sus domicilios",
        "group": "health",
        "value": None,
        "term": (-150, 215),
        "renewal": "agreed",
        "tariffs": [
            _price("Traslado urbano de paciente", "trip", 48_000, "Van"),
            _price("Traslado intermunicipal de paciente", "trip", 165_000, "Van"),
        ],
        "requirements": [
            (
                "required",
                "Vehículo con espacio para silla de ruedas y cinturones de anclaje",
                "Inspección del vehículo, cada semestre",
            ),
        ],
        "policies": [("quality", "", "", None, None)],
    },
    {
        "customer": "contacto-andino",
        "object": "Ruta de personal de los turnos de la noche y la madrugada",
        "group": "business",
        "value": 96_000_000,
        "term": (-200, 165),
        "renewal": "silence",
        "tariffs": [_price("Ruta de personal", "trip", 118_000, "Buseta")],
        "suspended": (-12, "La empresa cerró por inventario; reanuda cuando avise."),
    },
    {
        "customer": "consota",
        "object": "Ruta de planta Pereira – Cartago, tres turnos",
        "group": "business",
        "value": 182_000_000,
        "term": (-395, -30),
        "renewal": "agreed",
        "tariffs": [_price("Ruta de planta", "trip", 236_000, "Bus")],
        "verified": True,
    },
    {
        "customer": "saman",
        "object": "Recepción y traslado de huéspedes entre aeropuertos y el hotel",
        "group": "tourists",
        "value": None,
        "term": (-260, 105),
        "renewal": "agreed",
        "tariffs": [_price("Traslado aeropuerto Matecaña – hotel", "trip", 185_000, "Van")],
        "terminated": (-25, "El hotel cerró por remodelación; se terminó de común acuerdo."),
        "liquidated": (-10, "Se pagaron los traslados de octubre. A paz y salvo."),
    },
    {
        "customer": "eje",
        "object": "Salidas de campo de las facultades de ingeniería y agronomía",
        "group": "students",
        "value": 74_000_000,
        "term": (20, 320),
        "renewal": "none",
        "tariffs": [_price("Salida de campo de un día", "trip", 890_000, "Bus")],
        "drafted": True,
    },
]


def load_agreements(people, customers):
    """Each contract with what happened to it, in the order of time."""
    for key, told in {
        "contracts.signer_name": "Gloria Patricia Mejía Ossa",
        "contracts.signer_document": "CC 41.912.760",
        "contracts.signer_email": people[BOSS].email,
    }.items():
        settings.put(key, told, by=audit.SYSTEM)
    today = calendar.today()
    for old in Contract.objects.filter(status="draft", end_on__lt=today):
        old.discard(by=people[JUAN])  # of quotes whose service is over
    for told in sorted(AGREEMENTS, key=lambda one: one["term"][0]):
        _tell(told, today, people, customers[told["customer"]])
    sweeps.settle()
    sweeps.alert()


def _tell(told, today, people, customer):
    juan, boss = people[JUAN], people[BOSS]
    first, last = (today + timedelta(days=days) for days in told["term"])
    drafted = min(first - timedelta(days=12), today - timedelta(days=3))
    with clock.frozen(_at(drafted, 9)):
        _require(told, customer, juan, drafted)
        contract = Contract.draft(
            customer=customer,
            by=juan,
            owner=juan,
            start_on=first,
            end_on=last,
            tariffs=told["tariffs"],
            **{name: told.get(name, "") for name in ("object", "group", "routes", "renewal")},
            value=told["value"],
        )
        for kind, insurer, number, amount, expires in told.get("policies", ()):
            expires_on = expires and today + timedelta(days=expires)
            basket = _basket(f"poliza-{number}.pdf", f"Póliza {number}") if number else ""
            fields = {"insurer": insurer, "number": number, "amount": amount}
            Policy.ask(contract, by=juan, kind=kind, basket=basket, expires_on=expires_on, **fields)
    if told.get("drafted"):
        return
    signed = drafted + timedelta(days=5)
    with clock.frozen(_at(signed, 15)):
        _sign(contract, juan, signed)
    with clock.frozen(_at(first, 0, 20)):
        sweeps.settle()
    if told.get("verified"):
        contract.refresh_from_db()
        verifications.verify_year_before(contract, people)
    if amendment := told.get("amendment"):
        day = today + timedelta(days=amendment["days"])
        with clock.frozen(_at(day, 10)):
            contract.refresh_from_db()
            fields = {name: amendment[name] for name in ("reason", "values")}
            one = Amendment.draft(contract, by=juan, effective_on=day, **fields)
            _sign(one, juan, day)
    for verb, by, act in (
        ("suspended", juan, "suspend"),
        ("terminated", boss, "terminate"),
        ("liquidated", boss, "liquidate"),
    ):
        if verb in told:
            days, reason = told[verb]
            day = today + timedelta(days=days)
            with clock.frozen(_at(day, 11)):
                contract.refresh_from_db()
                getattr(contract, act)(by=by, on=day, reason=reason)


def _require(told, customer, by, day):
    for kind, statement, verification in told.get("requirements", ()):
        fields = {"kind": kind, "statement": statement, "verification": verification}
        one = Requirement.raise_for(customer, by=by, owner=by, source_label="Reunión", **fields)
        contact = customer.contacts.first()
        one.agree(by=by, on=day, with_whom=contact.name if contact else str(customer))
    if wish := told.get("potential"):
        Requirement.raise_for(
            customer, by=by, owner=by, kind="potential", statement=wish, source="survey"
        ).study(by=by)


def _sign(record, by, day):
    parties = [one["name"] for one in record.paper()["parties"]]
    record.prepare_to_sign(by=by)
    jobs.run_due()
    basket = _basket(f"{record.label}-firmado.pdf", f"{record.label}, firmado por las partes")
    record.sign_on_paper(by=by, on=day, signed_by=parties, basket=basket)


def _basket(name, text):
    basket = files.basket_new()
    files.stage(basket, SimpleUploadedFile(name, sheet(text)))
    return basket


def _at(day: date, hour, minute=0):
    return min(datetime.combine(day, time(hour, minute), clock.ZONE), clock.now())
