"""Somebody else signs instead: the signer says so themselves, or who looks after the paper."""

from django.utils.translation import gettext as _

from koios.core import clock
from koios.core.acts import act, lock
from koios.core.outbox import clean_address
from koios.core.refusals import Refusal
from koios.signing import letters
from koios.signing.party import Party
from koios.signing.states import TO_SIGN, Kind, Step


class Replaceable:
    """The place stays; who sits there changes, and the link of who left opens nothing more."""

    @act
    def delegate(self, *, name, email, reason, document="", capacity=""):
        """They name who signs instead of them. Prove who they are before you call this."""
        request, signer = self._held()
        if clean_address(email).casefold() == signer.email.casefold():
            raise Refusal(_("Ese es su propio correo. Escriba el de la otra persona."))
        by = signer._actor()
        told = {"name": name, "email": email, "document": document, "capacity": capacity}
        successor = signer._hand_over(Step.DELEGATED, "delegated", told, by=by, reason=reason)
        request.tell_owner(
            lambda: (
                _("%(who)s delegó en %(other)s la firma de «%(title)s»")
                % {"who": signer, "other": successor, "title": request}
            ),
            key=f"delegated.{signer.pk}",
        )
        return successor

    @act
    def replace(self, *, by, name, email, reason, document="", capacity=""):
        """Who looks after the paper puts somebody else in the place of who has not signed."""
        request = lock(self.request)
        signer = lock(self)
        signer.request = request
        if not request.is_open or signer.status not in TO_SIGN:
            raise Refusal(_("%(who)s ya no está por firmar.") % {"who": signer})
        told = {"name": name, "email": email, "document": document, "capacity": capacity}
        return signer._hand_over(Step.REPLACED, "replaced", told, by=by, reason=reason)

    @act
    def send_link_again(self, *, by):
        """The same link once more, to who is invited and has not signed."""
        request = lock(self.request)
        signer = lock(self)
        if not request.is_open or signer.status != Step.INVITED:
            raise Refusal(_("%(who)s no tiene una invitación abierta.") % {"who": signer})
        letters.invite(signer, again=True)
        signer.amend(by=by, verb="invited_again", invited_at=clock.now(), reminded=0)

    def _hand_over(self, step, verb, told, *, by, reason):
        was_invited = self.status == Step.INVITED
        self.move_to(step, by=by, verb=verb, reason=reason, why=reason, done_at=clock.now())
        party = Party(side=self.side, kind=self.kind, position=self.position, **told)
        place = self.place if self.kind != Kind.COPY else None
        successor = self.request._seat_one(party, place=place, by=by, previous=self)
        if was_invited:
            self.request._invite_one(successor)
        return successor
