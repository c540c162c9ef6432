"""What the demo company sells, and for how much."""

from datetime import date, datetime, time
from decimal import Decimal

from koios.core import calendar, clock
from koios.quotes.models import Service, TariffList, TaxCategory, Unit

BUS, BUSETA, MICRO, VAN = "Bus 40", "Buseta 28", "Microbús 19", "Van 12"
GENERAL = TaxCategory.GENERAL

# code: name, unit, how it stands before the IVA (passenger transport by land is excluded)
SERVICES = {
    "RE-01": ("Ruta escolar, jornada completa", Unit.DAY, TaxCategory.EXCLUDED),
    "RE-02": ("Monitora de ruta", Unit.DAY, GENERAL),
    "EM-01": ("Ruta de personal, por trayecto", Unit.TRIP, TaxCategory.EXCLUDED),
    "EM-02": ("Vehículo con conductor, disponibilidad mensual", Unit.MONTH, TaxCategory.EXCLUDED),
    "SA-01": ("Traslado de pacientes ambulatorios", Unit.TRIP, TaxCategory.EXCLUDED),
    "TU-01": ("Servicio por día, hasta 10 horas", Unit.DAY, TaxCategory.EXCLUDED),
    "TU-02": ("Hora adicional", Unit.HOUR, TaxCategory.EXCLUDED),
    "TU-03": ("Kilómetro adicional", Unit.KM, TaxCategory.EXCLUDED),
    "TU-04": ("Traslado entre municipios", Unit.TRIP, TaxCategory.EXCLUDED),
    "TU-05": ("Guía turístico bilingüe", Unit.DAY, GENERAL),
    "TU-06": ("Alojamiento y viáticos del conductor", Unit.DAY, GENERAL),
}
EDEN, MATECANA, BOGOTA = "Armenia – El Edén", "Pereira – Matecaña", "Armenia – Bogotá"
CARTAGO, HARVEST = "Pereira – Cartago", "Chinchiná – Palestina"

# (code, class of vehicle, route): pesos of the first list
PRICES = {
    ("RE-01", BUS, ""): 346_000,
    ("RE-01", BUSETA, ""): 264_000,
    ("RE-01", MICRO, ""): 212_000,
    ("RE-01", VAN, ""): 182_000,
    ("RE-02", "", ""): 89_000,
    ("EM-01", BUS, ""): 277_000,
    ("EM-01", BUSETA, ""): 210_000,
    ("EM-01", VAN, ""): 138_000,
    ("EM-01", BUS, CARTAGO): 384_000,
    ("EM-01", BUSETA, HARVEST): 246_000,
    ("EM-02", BUSETA, ""): 15_250_000,
    ("EM-02", VAN, ""): 11_060_000,
    ("SA-01", VAN, ""): 79_000,
    ("TU-01", BUS, ""): 1_220_000,
    ("TU-01", BUSETA, ""): 912_000,
    ("TU-01", VAN, ""): 642_000,
    ("TU-02", BUS, ""): 110_000,
    ("TU-02", BUSETA, ""): 85_500,
    ("TU-02", VAN, ""): 63_000,
    ("TU-03", BUS, ""): 4_850,
    ("TU-03", BUSETA, ""): 3_630,
    ("TU-03", VAN, ""): 2_510,
    ("TU-04", VAN, EDEN): 112_000,
    ("TU-04", BUSETA, EDEN): 186_000,
    ("TU-04", VAN, MATECANA): 158_000,
    ("TU-04", BUS, BOGOTA): 3_480_000,
    ("TU-04", BUSETA, BOGOTA): 2_640_000,
    ("TU-05", "", ""): 390_000,
    ("TU-06", "", ""): 145_000,
}
OF_THE_SCHOOL = {
    ("RE-01", BUS, ""): 352_000,
    ("RE-01", BUSETA, ""): 268_500,
    ("TU-01", BUS, ""): 1_240_000,
}
RAISE, STEP = Decimal("7.4"), Decimal(500)


def load_prices(seller, customers) -> dict:
    """The services and the lists of three years, each published in the December before; gives
    {code: service}."""
    year = calendar.today().year
    with clock.frozen(_at(date(year - 3, 11, 20))):
        services = {
            code: Service(code=code, name=name, unit=unit, tax_category=tax).begin(by=seller)
            for code, (name, unit, tax) in SERVICES.items()
        }
        tariffs = _list(f"Tarifas generales {year - 2}", date(year - 2, 1, 1), seller)
        _fill(tariffs, PRICES, services, seller)
    with clock.frozen(_at(date(year - 3, 12, 15))):
        tariffs.publish(by=seller)
    for later in (year - 1, year):
        with clock.frozen(_at(date(later - 1, 12, 15))):
            tariffs = tariffs.successor(
                by=seller,
                name=f"Tarifas generales {later}",
                valid_from=date(later, 1, 1),
                percent=RAISE,
                step=STEP,
            )
            tariffs.publish(by=seller)
    with clock.frozen(_at(date(year - 1, 12, 16))):
        school = customers["arboleda"]
        agreed = _list(f"Colegio La Arboleda {year}", date(year, 1, 1), seller, customer=school)
        _fill(agreed, OF_THE_SCHOOL, services, seller)
        agreed.publish(by=seller)
    return services


def _list(name, valid_from, seller, customer=None):
    return TariffList(name=name, valid_from=valid_from, customer=customer).begin(by=seller)


def _fill(tariffs, prices, services, seller):
    for (code, vehicle_class, route), price in prices.items():
        tariffs.price(
            services[code], Decimal(price), by=seller, vehicle_class=vehicle_class, route=route
        )


def _at(day):
    return datetime.combine(day, time(10, 0), clock.ZONE)
