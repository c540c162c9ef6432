"""What the words of a list mean here: people, customers, services and reasons by name."""

import re
from functools import cached_property

from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.core.text import fold
from koios.customers import identity
from koios.customers.importing.lookup import called
from koios.customers.models import Customer
from koios.customers.names import tidy
from koios.quotes.models import LossReason, Service, Unit

LONGEST_CODE = 20


class Unknown(ValueError):
    """Why a name cannot be taken for anybody."""


class Known:
    """What is in Koios by the names that a list uses, each looked up once.

    `buyers`: the folded names of those who took at least one quote of the list, with the first day.
    """

    def __init__(self, buyers):
        self._customers, self._buyers = {}, buyers
        self.added = {"customers": set(), "services": set(), "reasons": set()}

    def owner(self, told):
        """An active person with this name or e-mail, or None."""
        return self._people.get(fold(told))

    def customer(self, told) -> Customer | None:
        """The customer that is meant; None for one that is yet to be added."""
        key = fold(told)
        if key not in self._customers:
            found = called(told)
            if len(found) > 1:
                raise Unknown(_("hay varios clientes con ese nombre: escriba el NIT"))
            if not found and identity.lookup_key(told):
                raise Unknown(_("no hay un cliente con ese NIT: importe antes los clientes"))
            self._customers[key] = found[0] if found else None
        return self._customers[key]

    def add_customer(self, told, segment, *, by):
        """One of whom the list only knows the name: a customer if they bought, else a prospect."""
        since = self._buyers.get(fold(told))
        customer = Customer.register(
            by=by,
            legal_name=tidy(told),
            segment=segment or "",
            status=Customer.Status.ACTIVE if since else Customer.Status.PROSPECT,
            since=since,
        )
        self._customers[fold(told)] = customer
        return customer

    def service(self, told):
        return self._services.get(fold(told))

    def add_service(self, told, *, by):
        """One that only the past knows: it stays on its quotes, and nobody is offered it."""
        service = Service(code=self._code(told), name=told, unit=Unit.OTHER, active=False)
        service.begin(by=by, verb="brought")
        self._services[fold(told)] = self._services[fold(service.code)] = service
        return service

    def reason(self, told):
        return self._reasons.get(fold(told))

    def add_reason(self, told, *, by):
        reason = LossReason(name=told, active=False).begin(by=by, verb="brought")
        self._reasons[fold(told)] = reason
        return reason

    def _code(self, name):
        """«GTX-PLUS-BASIC», and a number behind it where that one is taken."""
        plain = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-").upper() or "SERVICIO"
        code, number = plain[:LONGEST_CODE], 1
        while fold(code) in self._services:
            number += 1
            code = f"{plain[: LONGEST_CODE - len(str(number)) - 1]}-{number}"
        return code

    @cached_property
    def _people(self):
        found = {}
        for person in User.objects.active():
            found[fold(person.email)] = found[fold(person.name)] = person
        return found

    @cached_property
    def _services(self):
        found = {}
        for service in Service.objects.all():
            found[fold(service.code)] = service
        for service in Service.objects.all():
            found.setdefault(fold(service.name), service)
        return found

    @cached_property
    def _reasons(self):
        return {fold(reason.name): reason for reason in LossReason.objects.all()}
