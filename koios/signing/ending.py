"""How a request ends without all signatures: declined by somebody, out of time, or cancelled."""

from django.utils.translation import gettext as _

from koios.core import audit, clock
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.signing import events, letters
from koios.signing.states import TO_SIGN, Status, Step


class Ending:
    """It ends once; those who were still to sign are told and released."""

    @act
    def cancel(self, *, by, reason):
        """Who looks after the paper takes it back."""
        held = lock(self)
        if not held.is_open:
            raise Refusal(_("Esta firma ya terminó: no hay nada que anular."))
        held._end(Status.CANCELLED, "cancelled", by=by, reason=reason)
        events.cancelled.send(type(held), request=held, by=by, reason=reason)
        return held

    @act
    def expire(self) -> bool:
        """Its last day is over and a signature is missing."""
        held = lock(self)
        if held.status != Status.OPEN or not held.is_over_time or not held.missing:
            return False
        held._end(Status.EXPIRED, "expired", by=audit.SYSTEM, reason="")
        held.tell_owner(
            lambda: _("«%(title)s» venció sin todas las firmas") % {"title": held},
            key=f"expired.{held.pk}",
            urgent=True,
        )
        events.expired.send(type(held), request=held, by=audit.SYSTEM)
        return True

    def end_declined(self, signer, *, reason, by):
        """Part of the act of who declines."""
        self._end(Status.DECLINED, "declined", by=by, reason=reason)
        self.tell_owner(
            lambda: _("%(who)s no firma «%(title)s»") % {"who": signer, "title": self},
            key=f"declined.{signer.pk}",
            urgent=True,
        )
        events.declined.send(type(self), request=self, by=by, reason=reason, signer=signer)

    def _end(self, status, verb, *, by, reason):
        told = [one for one in self.people if one.status not in TO_SIGN or one.invited_at]
        self.move_to(status, by=by, verb=verb, reason=reason, why=reason, ended_at=clock.now())
        letters.tell_end(self, told)
        for signer in self.people:
            if signer.status in TO_SIGN:
                signer.move_to(Step.RELEASED, by=by, verb="released", done_at=clock.now())
