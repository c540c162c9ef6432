"""How a contract is put together: from nothing, from an approved quote, or like an earlier one."""

import secrets

from django.db import IntegrityError
from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.contracts import searching, terms
from koios.contracts.clauses import ClauseTemplate, Renewal
from koios.contracts.notice import end_after_silence
from koios.contracts.parts import (
    ContractClause,
    ContractContact,
    ContractRequirement,
    ContractTariff,
)
from koios.contracts.states import IN_FORCE, Status
from koios.core import audit, calendar, clock, files, notices
from koios.core import settings as company
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.customers.models import Contact, Requirement
from koios.quotes import pricing

KEY_LETTERS = "123456789abcdefghjkmnpqrstuvwxyz"
KEY_LENGTH = 10
FIELDS = (
    *("object", "group", "routes", "value", "start_on", "end_on", "renewal", "renewal_months"),
    *("notice_amount", "notice_unit", "is_consumer", "notes"),
)
COPIED = tuple(name for name in FIELDS if name not in ("start_on", "end_on", "notes"))
# Who of the customer does what, by the part that they have with us or by what they receive
PEOPLE = {
    "signs": lambda contact: contact.part == Contact.Part.DECIDES,
    "supervises": lambda contact: contact.part == Contact.Part.SUPERVISES,
    "operates": lambda contact: contact.part == Contact.Part.USES,
    "pays": lambda contact: contact.part == Contact.Part.PAYS or contact.billing,
    "cases": lambda contact: contact.cases,
}


class Draftable:
    """A contract is written while it is a draft that nobody is signing."""

    @classmethod
    def draft(cls, *, submission=None, **told):
        """A new contract in preparation; `told` is what `_draft` takes.

        The same `submission` (a form sent twice) gives the draft that the first one made.
        """
        try:
            with act():
                return cls._draft(submission=submission, **told)
        except IntegrityError:
            made = submission and cls.objects.filter(submission=submission).first()
            if not made:
                raise
            return made

    @classmethod
    @act
    def draft_from(cls, quote, *, by):
        """What a customer approved, as a contract; once for each quote. One that renews another
        says so, and is about the same, with the same clauses."""
        standing = cls.objects.filter(quote=quote).first()
        if standing:
            return standing
        renewed = cls.objects.renewed_with(quote).first()
        told = {"object": quote.title, "value": quote.total}
        if renewed:
            told = {"renews": renewed, "like": renewed}
            told |= {"value": quote.total} if renewed.value is not None else {}
        routes = dict.fromkeys(one.route for one in quote.all_lines if one.route)
        told |= {"routes": "\n".join(routes)} if routes else {}
        return cls._draft(
            customer=quote.customer,
            by=by,
            quote=quote,
            owner=quote.owner,
            start_on=quote.service_from,
            end_on=quote.service_until,
            tariffs=[_tariff_of(line) for line in quote.all_lines if line.counts],
            **told,
        )

    @classmethod
    @act
    def bring(cls, *, customer, number, status, by, **told):
        """A contract of the past, as a list tells it: its number is its own, of no series."""
        now = clock.now()
        over = status not in (*IN_FORCE, Status.DRAFT)
        contract = cls(
            key=_new_key(),
            customer=customer,
            number=number,
            status=status,
            imported=True,
            renewal=Renewal.NONE,
            owner=customer.owner,
            ended_on=told.get("end_on") if over else None,
            created_at=now,
            changed_at=now,
            **told,
        )
        contract.signed_terms = terms.as_json(terms.of(contract))
        contract.begin(by=by, verb="brought")
        searching.index(contract)
        return contract

    @classmethod
    def begun(cls) -> dict:
        """The terms with which the company begins a contract."""
        return {
            "renewal": Renewal(company.get("contracts.renewal")),
            "renewal_months": company.get("contracts.renewal_months"),
            "notice_amount": company.get("contracts.notice_amount"),
            "notice_unit": company.get("contracts.notice_unit"),
        }

    @classmethod
    def _draft(
        cls, *, customer, by, quote=None, owner=None, tariffs=(), like=None, submission=None, **told
    ):
        """`tariffs` are dictionaries of the fields of `ContractTariff`; `like` is an earlier
        contract whose terms, tariffs, clauses and requirements are taken where none is given."""
        now = clock.now()
        begun = {**cls.begun(), "is_consumer": customer.is_person}
        begun |= {name: getattr(like, name) for name in COPIED} if like else {}
        contract = cls(
            key=_new_key(),
            customer=customer,
            quote=quote,
            owner=owner or customer.owner or (by if isinstance(by, User) else None),
            created_at=now,
            changed_at=now,
            submission=submission or None,
            **{**begun, **told},
        )
        contract.settle_notice()
        facts = {"like": like.pk} if like else {"quote": quote.pk} if quote else None
        contract.begin(by=by, verb="drafted", facts=facts)
        copied = like.terms_on(calendar.today()).tariffs if like else ()
        contract._price(tariffs or [tariff.told() for tariff in copied])
        contract._choose_people(like)
        contract._require(like)
        contract.propose_clauses(like)
        searching.index(contract)
        contract.tell_owner_of_it(by)
        return contract

    @act
    def revise(self, *, by, changed_at=None, tariffs=None, contacts=None, basket="", **fields):
        """Write the draft anew. `changed_at` is when what was edited had been saved: if somebody
        saved meanwhile, `StaleContract` is raised and nothing changes."""
        held = self._held_editable()
        if changed_at is not None and held.changed_at != changed_at:
            raise StaleContract(held)
        if tariffs is not None:
            self.tariffs.filter(amendment=None).delete()
            self._price(tariffs)
        if contacts is not None:
            self._appoint(contacts)
        facts = {"tariffs": len(tariffs)} if tariffs is not None else None
        self.amend(by=by, verb="revised", facts=facts, **{**fields, "changed_at": clock.now()})
        if basket:
            files.adopt(basket, about=self, by=by)
        return self

    @act
    def word(self, clauses, *, by):
        """Write its clauses anew: pairs of title and text, in order."""
        self._held_editable()
        self.clauses.all().delete()
        ContractClause.objects.bulk_create(
            ContractClause(contract=self, position=at, title=title, text=text)
            for at, (title, text) in enumerate(clauses, start=1)
        )
        self.amend(by=by, verb="worded", facts={"clauses": len(clauses)}, changed_at=clock.now())

    @act
    def require(self, requirements, *, by):
        """These requirements of the customer are promised in it, and no others."""
        self._held_editable()
        wanted = {one.pk: one for one in requirements}
        for standing in self.requirements.all():
            if standing.requirement_id not in wanted:
                standing.remove(by=by)
            wanted.pop(standing.requirement_id, None)
        for requirement in wanted.values():
            ContractRequirement(contract=self, requirement=requirement).begin(by=by)
        self.forget_parts()
        self.amend(by=by, verb="required", changed_at=clock.now())

    @act
    def require_with(self, told, *, by):
        """Those chosen from the register, and one more that was typed, which goes there first."""
        chosen = list(told["requirements"])
        if told["statement"].strip():
            chosen.append(
                Requirement.raise_for(
                    self.customer,
                    by=by,
                    owner=self.owner,
                    statement=told["statement"].strip(),
                    kind=told["kind"],
                    verification=told["verification"],
                    source=Requirement.Source.CONTRACT,
                    source_label=self.label,
                    source_url=self.get_absolute_url(),
                )
            )
        self.require(chosen, by=by)

    @act
    def repropose(self, *, by):
        """The clauses of the house that fit, in place of those that it has."""
        self._held_editable()
        self.clauses.all().delete()
        self.propose_clauses()
        self.amend(by=by, verb="worded", changed_at=clock.now())

    @act
    def discard(self, *, by):
        """Throw a draft away that never had a number; only the trail still knows of it."""
        held = self._held_editable()
        if held.number:
            raise Refusal(_("Ya tiene número: no se borra. Déjelo como terminado, con la razón."))
        searching.remove(held)
        files.File.objects.of(held).delete()
        for part in (*held.requirements.all(), *held.policies.all()):
            part.remove(by=by)
        held.remove(by=by, verb="discarded", changes={"object": (held.object, None)})

    def attachments(self):
        """The annexes that belong to it."""
        return files.File.for_record(self).filter(document=None)

    def propose_clauses(self, like=None):
        """The company's own clauses that fit, or those of an earlier contract."""
        told = like.clauses.all() if like else ClauseTemplate.objects.fitting(self)
        ContractClause.objects.bulk_create(
            ContractClause(contract=self, position=at, title=one.title, text=one.text)
            for at, one in enumerate(told, start=1)
        )

    def tell_owner_of_it(self, by):
        if self.owner_id and self.owner != by:
            notices.tell(
                self.owner,
                lambda: (
                    _("Quedó a su cargo el contrato %(label)s con %(customer)s: %(what)s")
                    % {"label": self.label, "customer": self.customer, "what": self.headline}
                ),
                url=self.get_absolute_url(),
                key=f"contract.owner.{self.pk}.{calendar.today()}",
            )

    def _amend(self, *told):
        """Whatever changes, the notice, the list and the search know it in the same act."""
        changed = super()._amend(*told)
        if changed:
            self.settle_notice()
            self.changed_at = clock.now()
            self.save(update_fields=["notice_on", "changed_at"])
            searching.index(self)
        return changed

    def _held_editable(self):
        held = lock(self)
        if not held.is_draft:
            raise Refusal(
                _("%(contract)s ya se firmó y no se cambia: prepare un otrosí.")
                % {"contract": held.label}
            )
        if held.is_being_signed:
            raise Refusal(
                _("%(contract)s está en firma: retírelo de la firma para cambiarlo.")
                % {"contract": held.label}
            )
        return held

    def _price(self, tariffs, amendment=None):
        ContractTariff.objects.bulk_create(
            ContractTariff(contract=self, amendment=amendment, position=at, **told)
            for at, told in enumerate(tariffs, start=1)
        )
        self.forget_parts()

    def _choose_people(self, like):
        """Those of the earlier contract who are still there; else whoever does that part."""
        people = list(self.customer.contacts.current())
        before = {one.role: one.contact for one in like.contacts.all()} if like else {}
        found = {
            role: next((one for one in people if one == before.get(role)), None)
            or next((one for one in people if fits(one)), None)
            for role, fits in PEOPLE.items()
        }
        self._appoint(found)

    def _appoint(self, contacts):
        """`contacts` gives each role its person, or None."""
        self.contacts.filter(role__in=contacts).delete()
        ContractContact.objects.bulk_create(
            ContractContact(contract=self, role=role, contact=contact)
            for role, contact in contacts.items()
            if contact
        )
        self.forget_parts()

    def _require(self, like):
        """What the customer and we have agreed on goes into the contract."""
        agreed = Requirement.objects.agreed().filter(customer=self.customer)
        if like and like.customer_id == self.customer_id:
            held = {one.requirement_id for one in like.terms_on(calendar.today()).requirements}
            agreed = agreed.filter(pk__in=held)
        for requirement in agreed:
            ContractRequirement(contract=self, requirement=requirement).begin(by=audit.SYSTEM)


class StaleContract(Refusal):
    """Someone saved the draft first; `theirs` is what stands."""

    def __init__(self, theirs):
        super().__init__(
            _(
                "Otra persona guardó este contrato mientras usted lo editaba. Lo que escribió "
                "sigue aquí: compárelo y guarde de nuevo si corresponde."
            )
        )
        self.theirs = theirs


def renewed(contract) -> dict:
    """The dates of another term, for who renews it."""
    if not contract.end_on:
        return {}
    return {"end_on": end_after_silence(contract.end_on, contract.renewal_months)}


def _new_key():
    return "".join(secrets.choice(KEY_LETTERS) for _n in range(KEY_LENGTH))


def _tariff_of(line):
    """A line of a quote as a price: its discount is in it."""
    told = {name: getattr(line, name) for name in ContractTariff.TOLD}
    told["description"] = line.description[:500]
    if line.discount:
        told["price"] = pricing.net_of(1, line.price, line.discount)
    return told
