"""A full home: customers and cases of three years, with their messages, answers and trail.

Rows go in by the thousand, and each thousand is one act, so that the trail is chained and `check`
finds nothing. What takes no part in any measurement (papers and mail of the past) is left out.
"""

import base64
import json
import random
from collections import Counter as Counts
from datetime import datetime, time, timedelta
from functools import cache

from django.core.management.color import no_style
from django.db import connection

from koios.accounts.models import Area, User, ensure_roles
from koios.bench.quotes import QuoteSeeding
from koios.cases import searching
from koios.cases.models import Answer, Case, CaseMessage, Cause, Petitioner, Process, Status, Term
from koios.core import audit, calendar, clock, numbering, search
from koios.core.acts import act
from koios.core.numbering import Counter
from koios.customers.identity import Document
from koios.customers.models import Customer

PASSWORD = "una clave larga de la medida"  # noqa: S105 - of a home that goes away
SEED = audit.Actor("import")
AT_ONCE = 2_000
DAYS = 3 * 365
WORD = "guardabarros"  # in one case of five hundred: 200 of 100,000
KINDS = ["CLAIM", "COMPLAINT", "PETITION_PARTICULAR", "INFO_REQUEST", "SUGGESTION"]
OPEN = [Status.RECEIVED, Status.ASSIGNED, Status.IN_PROGRESS, Status.ANSWER_DRAFT]
SUBJECTS = [
    "La ruta no pasó por el paradero",
    "El bus llegó tarde al turno de la mañana",
    "Cobro de un servicio que no se prestó",
    "El conductor iba a exceso de velocidad",
    "Copia de las pólizas vigentes",
    "Cambio de paradero por obras en la vía",
]
FACTS = (
    "El vehículo {plate} de la ruta {route} no llegó a la hora acordada y nadie avisó a las "
    "personas que esperaban en el paradero. Llamamos varias veces al número de la empresa y no "
    "contestaron. {extra}"
)


class Seeding:
    """`Seeding(cases=100_000, customers=10_000, quotes=100_000, …).do()` fills this home and
    tells what is in it; `to_accept` quotes and `to_sign` contracts wait for an answer."""

    def __init__(self, *, cases, customers, tell=lambda text: None, **of_quotes):
        self.number_of_cases, self.number_of_customers = cases, customers
        self.of_quotes = of_quotes
        self.tell = tell
        self.chance = random.Random(2026)  # noqa: S311
        self.today = calendar.today()
        self.causes = {}

    def do(self) -> dict:
        self._people()
        self._customers()
        self.cause, self.process = Cause.objects.first(), Process.objects.first()
        first = 0
        while first < self.number_of_cases:
            some = min(AT_ONCE, self.number_of_cases - first)
            self._cases(first + 1, some)
            first += some
            self.tell(f"{first:,} PQRS")
        self._after()
        return self._told() | self._quotes()

    def _quotes(self):
        return QuoteSeeding(
            **self.of_quotes,
            people=self.people,
            customers=self.customers,
            today=self.today,
            by=SEED,
            tell=self.tell,
        ).do()

    def _people(self):
        ensure_roles()
        self.area = Area.objects.first() or Area(name="Servicio al Cliente").begin(by=SEED)
        self.people = [
            User.objects.create_person(
                f"persona{n}@koios.example",
                f"Persona {n}",
                ["admin" if n == 0 else "service"],
                password=PASSWORD if n == 0 else None,
                area=self.area,
            )
            for n in range(12)
        ]

    def _customers(self):
        made = []
        for start in range(0, self.number_of_customers, 500):
            with act(), search.many():
                for n in range(start, min(start + 500, self.number_of_customers)):
                    made.append(
                        Customer.register(
                            by=SEED,
                            document=Document("NIT", str(800_000_000 + n * 137)),
                            legal_name=f"Transportes y Servicios {n:05d} S.A.S.",
                            status=Customer.Status.ACTIVE,
                            email=f"contacto{n}@empresa.example",
                        )
                    )
        self.customers = made
        self.tell(f"{len(made):,} clientes")

    @act
    def _cases(self, first, number):
        told = [self._case(key) for key in range(first, first + number)]
        petitioners = [one["petitioner"] for one in told if one["petitioner"]]
        cases = [one["case"] for one in told]
        answers = [one["answer"] for one in told if one["answer"]]
        messages = [message for one in told for message in one["messages"]]
        Petitioner.objects.bulk_create(petitioners)
        Case.objects.bulk_create(cases)
        Answer.objects.bulk_create(answers)
        CaseMessage.objects.bulk_create(messages)
        for petitioner in petitioners:
            audit.record(petitioner, "created", by=SEED)
        for case in cases:
            audit.record(case, "filed", by=audit.PUBLIC, changes={"status": (None, "received")})
            if case.owner_id:
                told = {"status": ("received", "assigned"), "owner": (None, case.owner_id)}
                audit.record(case, "assigned", by=SEED, changes=told)
        with search.many():
            for case in cases:
                searching.index(case)
        for answer in answers:
            audit.record(answer, "drafted", by=SEED)
            told = {"status": ("answer_draft", "answered")}
            audit.record(answer.case, "answered", by=audit.SYSTEM, changes=told)

    def _case(self, key):
        chance = self.chance
        # The last ones are the open ones, as it is where people work.
        is_open = key > self.number_of_cases * 0.96
        ago = chance.randint(0, 40) if is_open else chance.randint(20, DAYS)
        on = self.today - timedelta(days=ago)
        at = datetime.combine(on, time(chance.randint(6, 20), chance.randint(0, 59)), clock.ZONE)
        at = min(at, clock.now())
        kind = chance.choice(KINDS)
        term = Term.objects.in_force(kind, on)
        due_on = _due(on, term.business_days)
        status = chance.choice(OPEN) if is_open else chance.choice([Status.ANSWERED, Status.CLOSED])
        owner = None if status == Status.RECEIVED else chance.choice(self.people)
        extra = f"El {WORD} quedó suelto." if key % 500 == 0 else "Queremos una solución."
        petitioner = None
        if key % 20:
            petitioner = Petitioner(
                pk=key,
                name=f"Peticionaria Número {key}",
                document_type="CC",
                document_number=str(10_000_000 + key),
                email=f"persona{key}@correo.example",
            )
        year = on.year
        self.causes[year] = self.causes.get(year, 0) + 1
        case = Case(
            pk=key,
            number=numbering.written("case", year, self.causes[year]),
            year=year,
            sequence=self.causes[year],
            status=status,
            kind=kind,
            channel=chance.choice(["web", "web", "phone", "email", "person"]),
            identity="named" if petitioner else "anonymous",
            petitioner=petitioner,
            customer=chance.choice(self.customers) if key % 3 else None,
            area=self.area,
            owner=owner,
            subject=chance.choice(SUBJECTS),
            facts=FACTS.format(
                plate=f"SXT {key % 900 + 100}", route=chance.randint(1, 60), extra=extra
            ),
            request="Que expliquen qué pasó\nQue no se repita",
            asks=[
                {"text": "Que expliquen qué pasó", "attended": not is_open},
                {"text": "Que no se repita", "attended": not is_open},
            ],
            received_at=at,
            received_on=on,
            term=term,
            term_from=on,
            term_days=term.business_days,
            due_on=due_on,
        )
        answer = self._answer(case) if not is_open else None
        messages = [
            CaseMessage(
                case=case,
                direction="in",
                text="Agrego que el hecho se repitió esta semana.",
                at=at + timedelta(hours=5),
            ),
            CaseMessage(
                case=case,
                direction="internal",
                author=owner,
                text="Se pidió el informe al área de operaciones.",
                at=at + timedelta(hours=6),
            ),
        ]
        return {"case": case, "petitioner": petitioner, "answer": answer, "messages": messages}

    def _answer(self, case):
        days = min(self.chance.randint(2, 24), (self.today - case.received_on).days)
        answered_on = case.received_on + timedelta(days=days)
        answered_at = max(case.received_at, datetime.combine(answered_on, time(16, 0), clock.ZONE))
        outcome = self.chance.choice(["upheld", "partly", "not_upheld"])
        case.outcome = outcome if case.status == Status.CLOSED else ""
        if case.status == Status.CLOSED:
            case.cause, case.process, case.ended_on = self.cause, self.process, answered_on
        case.answered_at, case.answered_on = answered_at, answered_on
        answer = Answer(
            pk=case.pk,
            case=case,
            round=1,
            status=Answer.State.DELIVERED,
            text="Revisamos el caso y tomamos las medidas que le contamos en esta carta.",
            outcome=outcome,
            author=case.owner,
            saved_at=answered_at,
            approved_by=self.people[0],
            approved_at=answered_at,
            due_on=case.due_on,
            answered_at=answered_at,
            answered_on=answered_on,
            business_days=_between(case.received_on, answered_on),
            calendar_days=days,
        )
        case.answer_id = answer.pk
        return answer

    def _after(self):
        for year, last in self.causes.items():
            Counter.objects.create(series="case", year=year, last=last)
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), [Case, Petitioner, Answer]):
                cursor.execute(sql)
            if connection.vendor == "postgresql":  # which does it by itself, a while later
                cursor.execute("ANALYZE")

    def _told(self):
        """What the measurements ask for."""
        cases = Case.objects.order_by("due_on", "pk")
        deep = cases[min(50_000, self.number_of_cases // 2)]
        year = self.today.year - 1
        some = self.chance.sample(
            range(1, self.number_of_cases + 1), min(200, self.number_of_cases)
        )
        days = Counts(Case.objects.values_list("received_on", flat=True))
        return {
            "email": self.people[0].email,
            "password": PASSWORD,
            "numbers": list(Case.objects.filter(pk__in=some).values_list("number", flat=True)),
            "customers": [one.pk for one in self.customers[:: max(1, len(self.customers) // 200)]],
            "after": _cursor([str(deep.due_on), str(deep.pk)]),
            "after_day": str(deep.due_on),
            "word": WORD,
            "year": [f"{year}-01-01", f"{year}-12-31"],
            "some": _until(days, 4_500),
        }


@cache
def _due(on, days):
    return calendar.due_on(on, days)


@cache
def _between(start, end):
    return calendar.business_days_between(start, end)


def _cursor(keys):
    """As `ui.paging` writes the edge of a page."""
    told = json.dumps(keys, separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _until(days, most):
    """From the first day to the last one that leaves so many cases at most."""
    total, last = 0, min(days)
    for day in sorted(days):
        if total + days[day] > most:
            break
        total, last = total + days[day], day
    return [str(min(days)), str(last), total]
