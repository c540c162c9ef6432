"""Whose turn it is, and what reminds them."""

from datetime import timedelta

from django.utils.translation import gettext as _

from koios.core import audit, calendar, clock, settings
from koios.core.acts import act, lock
from koios.signing import letters
from koios.signing.states import Status, Step


class Inviting:
    """Who is next gets a link; who waits too long, a reminder in the hours of the law."""

    def invite_next(self):
        """Ask everybody whose turn has come; in order, only the first position that is missing."""
        missing = [one for one in self.missing if one.status == Step.WAITING]
        if self.ordered and self.missing:
            turn = min(one.position for one in self.missing)
            missing = [one for one in missing if one.position == turn]
        for signer in missing:
            self._invite_one(signer)

    @act
    def remind(self) -> int:
        """Write to those who were invited some days ago; once for each of the days decided."""
        request = lock(self)
        if request.status != Status.OPEN or request.is_over_time:
            return 0
        return sum(
            request._remind_one(one) for one in request.missing if one.status == Step.INVITED
        )

    def _invite_one(self, signer):
        signer.move_to(Step.INVITED, by=audit.SYSTEM, verb="invited", invited_at=clock.now())
        signer.request = self
        letters.invite(signer)

    def _remind_one(self, signer):
        invited_on = clock.local(signer.invited_at).date()
        today = calendar.today()
        reached = [
            days
            for days in settings.get("signing.remind_after")
            if invited_on + timedelta(days=days) <= today
        ]
        rung = max(reached, default=0)
        if rung <= signer.reminded:
            return False
        signer.request = self
        letters.remind(signer)
        signer.amend(by=audit.SYSTEM, verb="reminded", facts={"days": rung}, reminded=rung)
        return True


def waiting_for(signer) -> str:
    """What is said of somebody whose turn has not come."""
    return _("Espera a que firmen los anteriores") if signer.request.ordered else ""
