"""Who the demo company is."""

from koios.core import audit, settings

COMPANY = {
    "company.name": "Transportes Andinos del Café",
    "company.legal_name": "Transportes Andinos del Café S.A.S.",
    "company.nit": "901.284.537-1",
    "company.address": "Avenida Bolívar # 18 Norte-40",
    "company.city": "Armenia, Quindío",
    "company.phone": "(606) 741 2210",
    "company.email": "servicio@andinosdelcafe.example.co",
    "company.hours": "de lunes a viernes de 7 a. m. a 6 p. m.",
    "cases.default_area": "Servicio al cliente",
}


def load_company():
    for key, value in COMPANY.items():
        settings.put(key, value, by=audit.SYSTEM)
