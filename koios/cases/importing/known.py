"""What the words of a list mean here: people, areas, customers, causes and processes by name."""

from functools import cached_property

from koios.accounts.models import Area, User
from koios.cases.models import Cause, Process
from koios.core.text import fold
from koios.customers.importing.lookup import called


class Known:
    """What is in Koios by the names that a list uses, each looked up once."""

    def __init__(self):
        self._customers = {}

    def owner(self, told):
        """An active person with this name or e-mail, or None."""
        return self._people.get(fold(told))

    def area(self, told):
        return self._areas.get(fold(told))

    def cause(self, told):
        return self._causes.get(fold(told))

    def process(self, told):
        return self._processes.get(fold(told))

    def customer(self, told):
        """The customer with this number, or the only one with this name, or None."""
        if told not in self._customers:
            self._customers[told] = _customer(told)
        return self._customers[told]

    def add(self, thing, *, by):
        """A cause or a process that only the past knows: it stays on its cases, and the list of
        today does not offer it."""
        thing.begin(by=by, verb="brought")
        self._listed(type(thing))[fold(thing.name)] = thing
        return thing

    @cached_property
    def _people(self):
        found = {}
        for person in User.objects.active():
            found[fold(person.email)] = found[fold(person.name)] = person
        return found

    @cached_property
    def _areas(self):
        return {fold(area.name): area for area in Area.objects.all()}

    @cached_property
    def _causes(self):
        return {fold(cause.name): cause for cause in Cause.objects.all()}

    @cached_property
    def _processes(self):
        return {fold(process.name): process for process in Process.objects.all()}

    def _listed(self, model):
        return self._causes if model is Cause else self._processes


def _customer(told):
    found = called(told)
    return found[0] if len(found) == 1 else None
