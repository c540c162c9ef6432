"""Whose a case is."""

from django.utils.translation import gettext as _

from koios.cases.states import OPEN, Status
from koios.core import notices
from koios.core.acts import act, lock
from koios.core.notices import Notice
from koios.core.refusals import Refusal


class Assignable:
    """A case has an area that attends and, soon, a person."""

    @act
    def triage(self, *, by):
        """Someone looks at what has just come in."""
        self._refuse_while_it_waits()
        return self.move_to(Status.IN_TRIAGE, by=by, verb="triaged")

    @act
    def assign(self, person, *, by, area=None, reason=""):
        """Give the case to a person, and tell them. Not to whom the case is about."""
        if self.about_person_id and self.about_person_id == person.pk:
            raise Refusal(
                _("La PQRS es sobre %(person)s: la atiende otra persona.") % {"person": person}
            )
        area = area or person.area or self.area
        if self.status in (Status.RECEIVED, Status.IN_TRIAGE):
            self.move_to(
                Status.ASSIGNED,
                by=by,
                verb="assigned",
                reason=reason,
                facts={"person": person.name},
                owner=person,
                area=area,
            )
        elif self.status in OPEN:
            self.amend(
                by=by,
                verb="assigned",
                reason=reason,
                facts={"person": person.name},
                owner=person,
                area=area,
            )
        else:
            raise Refusal(_("%(number)s ya terminó; no se asigna.") % {"number": self.number})
        if person != by:
            notices.tell(
                person,
                lambda: (
                    _("Le asignaron %(number)s: %(subject)s")
                    % {"number": self.number, "subject": self.subject}
                ),
                url=self.get_absolute_url(),
                key=f"case.assigned.{self.pk}.{self.due_on}.{self.round}",
                urgent=self.critical,
            )
        return self

    @act
    def start(self, *, by):
        """Begin to work on it."""
        self._refuse_while_it_waits()
        return self.move_to(Status.IN_PROGRESS, by=by, verb="started")

    def _refuse_while_it_waits(self):
        """Only `resume` leads back from waiting, to the state that the suspension remembers."""
        if lock(self).is_paused:
            raise Refusal(_("El término está detenido en espera del peticionario."))

    @act
    def is_about(self, person, *, by, reason=""):
        """The matter is the conduct of this person: they no longer see it, and someone else of
        the area attends to it."""
        heir = None
        if self.owner_id == person.pk:
            head = self.area.head if self.area_id else None
            heir = head if head and head.pk != person.pk and head.is_active else None
            if heir is None:
                raise Refusal(
                    _("Asígnela primero a otra persona: %(person)s la tiene a cargo.")
                    % {"person": person}
                )
        Notice.objects.filter(person=person, url=self.get_absolute_url()).delete()
        self.amend(by=by, verb="about_person", reason=reason, about_person=person)
        if heir:
            self.assign(heir, by=by, reason=_("La PQRS es sobre quien la tenía a cargo"))
        return self
