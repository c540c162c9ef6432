"""The people of the demo: Transportes Andinos del Café S.A.S., which does not exist."""

from koios.accounts.people import Area, User
from koios.accounts.roles import ensure_roles
from koios.core import audit
from koios.core.acts import act

PASSWORD = "cafe-andino-2026"  # noqa: S105 -- printed by bin/run, refused away from this machine
DOMAIN = "andinosdelcafe.example.co"

AREAS = [
    ("Servicio al cliente", "(606) 741 2210", "servicio", "andrea.ruiz"),
    ("Operaciones", "(606) 741 2220", "operaciones", "marcela.duque"),
    ("Comercial", "(606) 741 2230", "comercial", "juan.salazar"),
    ("Calidad y seguridad vial", "(606) 741 2240", "calidad", "camilo.restrepo"),
    ("Gerencia", "(606) 741 2200", "gerencia", "gloria.mejia"),
]
# Name at the company's domain, name, roles, job title, area
PEOPLE = [
    ("andrea.ruiz", "Andrea Ruiz", ["service"], "Coordinadora de servicio", 0),
    ("laura.gil", "Laura Gil", ["service"], "Auxiliar de servicio", 0),
    ("camilo.restrepo", "Camilo Restrepo", ["quality", "management"], "Director de calidad", 3),
    ("marcela.duque", "Marcela Duque", ["operations"], "Jefe de operaciones", 1),
    ("juan.salazar", "Juan David Salazar", ["sales"], "Ejecutivo comercial", 2),
    ("natalia.cano", "Natalia Cano", ["sales"], "Ejecutiva comercial", 2),
    ("gloria.mejia", "Gloria Inés Mejía", ["management"], "Gerente general", 4),
    ("oscar.beltran", "Óscar Beltrán", ["admin"], "Administrador de sistemas", 4),
    ("patricia.lemus", "Patricia Lemus", ["auditor"], "Auditora externa", None),
]


@act
def load_people() -> dict:
    """Areas and people with the password of the demo; gives {name at the domain: person}."""
    ensure_roles()
    areas = [
        Area(name=name, phone=phone, email=f"{mailbox}@{DOMAIN}").begin(by=audit.SYSTEM)
        for name, phone, mailbox, _head in AREAS
    ]
    people = {
        key: User.objects.create_person(
            f"{key}@{DOMAIN}",
            name,
            roles,
            password=PASSWORD,
            job_title=title,
            area=areas[area] if area is not None else None,
            is_demo=True,
        )
        for key, name, roles, title, area in PEOPLE
    }
    for area, (*_told, head) in zip(areas, AREAS, strict=True):
        area.amend(by=audit.SYSTEM, head=people[head])
    return people


def told() -> list[str]:
    """What the console shows: who there is, and the password that is good for all of them."""
    width = max(len(key) for key, *_rest in PEOPLE) + len(DOMAIN) + 1
    lines = [f"  {key + '@' + DOMAIN:{width}}  {title}" for key, _n, _r, title, _a in PEOPLE]
    return [*lines, f"  Contraseña de todos: {PASSWORD}"]
