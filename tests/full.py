"""A company in full swing: the present of the demo, with a customer who has everything."""

from decimal import Decimal

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.functional import cached_property

from koios.accounts import demo as people
from koios.actions.models import Finding
from koios.cases.models import Case
from koios.contracts import electronic
from koios.contracts.models import Amendment, Contract, Policy
from koios.core import audit, calendar, files, jobs
from koios.customers import demo as customers
from koios.customers.claims import ClaimMark
from koios.customers.models import Address, Contact, Customer, Note, Requirement
from koios.demo import company, sink
from koios.demo.commercial import agreements, offers, present, prices, telling
from koios.demo.loading import owe_nothing
from koios.demo.open_cases import OPEN
from koios.demo.story import Teller
from koios.quotes.models import LossReason, Need, Quote
from koios.scheduling.models import ServiceOrder
from koios.signing.models import Party, Side
from tests.quotes.conftest import accept, send, with_paper
from tests.samples import World

SEVERAL = range(3)


class FullWorld(World):
    """Samples that hang on a customer who has everything."""

    @cached_property
    def customer(self):
        return Customer.objects.get(document_number="890204771")


def load():
    company.load_company()
    staff = people.load_people()
    known = customers.load_customers(staff)
    with sink.taking_all_mail():
        services = prices.load_prices(staff[offers.JUAN], known)
        telling.Teller(staff, known, services).tell(present.PRESENT)
        agreements.load_agreements(staff, known)
        teller = Teller(staff, known)
        for story in sorted(OPEN, key=lambda told: -told["ago"]):
            petitioner = story["petitioner"]
            teller.tell(**{**story, "petitioner": dict(petitioner) if petitioner else None})
        owe_nothing()
        fill(FullWorld().customer, [*staff.values()])
        jobs.run_due()


def fill(customer, staff):
    """Several of each thing that may hang on a customer, each by somebody else."""
    twin = Customer.register(by=staff[0], legal_name="Colegio Arboleda")
    Note.write(twin, by=staff[1], kind=Note.Kind.NOTE, text="Es el mismo colegio")
    cases = _cases(customer, staff)
    customer.absorb(twin, by=staff[0])
    contacts = [
        Contact.introduce(customer, name=f"Carla {n}", email=f"c{n}@x.example", by=staff[n])
        for n in SEVERAL
    ]
    for n in SEVERAL:
        Address.note_down(customer, line=f"Calle {n} # 14-20", by=staff[n])
        Note.write(customer, by=staff[n], kind=Note.Kind.NOTE, text="Llamó", contact=contacts[n])
        ClaimMark.settle(cases[n].number, on=[customer, contacts[n]], reason="Suprimir")
    requirements = [
        Requirement.raise_for(customer, statement=f"Monitoras {n}", owner=staff[n], by=staff[n])
        for n in SEVERAL
    ]
    for one in requirements:
        one.agree(by=staff[2], on=calendar.today(), with_whom="Carla")
        one.verify(by=staff[3], met=True, on=calendar.today(), basket=_basket())
    _offers(customer, staff)
    _contracts(customer, staff, requirements)


def _cases(customer, staff):
    cases = [
        Case.file(
            kind="COMPLAINT",
            channel="web",
            facts=f"No pasó la ruta {n}",
            customer=customer,
            petitioner={"name": "Sandra Arango", "email": "sandra@x.example"},
            by=audit.PUBLIC,
        )
        for n in SEVERAL
    ]
    first = cases[0]
    for n in SEVERAL:
        first.note(f"Revisar {n}", by=staff[n])
        first.write(f"Estamos en eso {n}", by=staff[n], basket=_basket())
        first.refresh_from_db()
        Finding.record(
            source=first, label="PQRS", url="/", fact=f"Falla {n}", owner=staff[n], by=staff[n]
        )
    for other in cases[1:]:
        first.link_to(other, by=staff[0])
    first.refresh_from_db()
    first.assign(staff[1], by=staff[0])
    for _n in SEVERAL:
        first.refresh_from_db()
        first.require_information("El acta", by=staff[1])
        first.refresh_from_db()
        first.resume(by=staff[1])
    first.refresh_from_db()
    first.extend(extra_days=5, reason="Falta el acta", by=staff[1])
    return cases


def _offers(customer, staff):
    needs = [
        Need.take(
            channel="phone", what=f"Rutas {n}", customer=customer, owner=staff[n], by=staff[n]
        )
        for n in SEVERAL
    ]
    for n in SEVERAL:
        quotes = [_quote(customer, needs[0], staff[n]) for _n in SEVERAL]
        jobs.run_due()
        order = ServiceOrder.objects.get(quote=accept(with_paper(quotes[0])))
        order.schedule(by=staff[n], on=calendar.today(), vehicle="SXT 902", driver="Luis")
        quotes[1].reject(by=staff[n], reason=LossReason.objects.first())
        quotes[2].ask("¿Con monitora?", name="Carla")
        quotes[2].note("Llamarla", by=staff[n])
        send(quotes[2].new_version(by=staff[n]), by=staff[n])


def _quote(customer, need, by):
    line = {"description": "Ruta", "quantity": Decimal(1), "price": Decimal(350_000)}
    quote = Quote.draft(
        customer=customer, need=need, title="Rutas", lines=[line, line], owner=by, by=by
    )
    quote.check_capability(verdict="yes", means="Un bus propio", by=by)
    return send(quote, by=by)


def _contracts(customer, staff, requirements):
    """One being signed after it was withdrawn once; one in force that is amended and renewed."""
    draft = Contract.draft(customer=customer, by=staff[0], object="Rutas", value=1)
    draft.revise(by=staff[0], start_on=calendar.today(), basket=_basket())
    draft.require(requirements, by=staff[0])
    for n in SEVERAL:
        Policy.ask(draft, by=staff[n], name=f"Póliza {n}", number=f"{n}", basket=_basket())
    draft.refresh_from_db()
    _to_sign(draft, staff)
    draft.withdraw_from_signing(by=staff[1], reason="Otra fecha")
    _to_sign(draft, staff)
    standing = customer.contracts.get(number="CTO-2026-0001")
    for n in SEVERAL:
        Policy.ask(standing, by=staff[n], name=f"Póliza {n}", number=f"{n}", basket=_basket())
    amendment = Amendment.draft(
        standing,
        by=staff[1],
        effective_on=calendar.today(),
        add=requirements,
        tariffs=[{"description": "Ruta", "price": 1}],
    )
    _to_sign(amendment, staff)


def _to_sign(record, staff):
    people = [
        Party(f"Carla {n}", f"carla{n}@x.example", side=Side.THEIRS, position=n) for n in SEVERAL
    ]
    ours = Party(staff[2].name, staff[2].email, side=Side.OURS, user=staff[2], position=9)
    electronic.send_to_sign(record, [*people, ours], by=staff[0])
    record.refresh_from_db()


def _basket():
    basket = files.basket_from(None)
    files.stage(basket, SimpleUploadedFile("anexo.txt", b"Anexo"))
    return basket


def pages():
    """The page of every record that has one."""
    found = [
        row.get_absolute_url()
        for model in apps.get_models()
        if model.__module__.startswith("koios.") and hasattr(model, "get_absolute_url")
        for row in model._default_manager.all()
    ]
    return list(dict.fromkeys(address.partition("#")[0] for address in found))
