"""A contract whose end comes near is offered anew: a quote with its prices, and of the quote that
the customer takes, the contract that follows this one."""

from datetime import timedelta

from django.utils.translation import gettext as _

from koios.contracts.notice import end_after_silence
from koios.contracts.states import Status
from koios.core import calendar, company
from koios.core import settings as decided
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.quotes.models import Quote
from koios.quotes.states import Status as QuoteStatus
from koios.ui import formats

NOTHING_CAME = (QuoteStatus.REJECTED, QuoteStatus.EXPIRED, QuoteStatus.VOIDED)


class Renewable:
    """A contract that another one may follow."""

    @property
    def is_near_its_end(self) -> bool:
        """Within the first of the alerts, or past it."""
        if self.status == Status.EXPIRED:
            return True
        within = max(decided.get("contracts.end_alert_days"), default=90)
        last = calendar.today() + timedelta(days=within)
        return bool(self.is_in_force and self.end_on and self.end_on <= last)

    @property
    def renewing_quote(self) -> Quote | None:
        """The quote with which it is being renewed, in its last version; None if nothing came of
        it."""
        quote = self.renewal_quote
        while quote and hasattr(quote, "following"):
            quote = quote.following
        return quote if quote and quote.status not in NOTHING_CAME else None

    @property
    def successor(self):
        """The contract that renews it."""
        standing = [one for one in self.renewals.all() if one.status != Status.TERMINATED]
        return standing[-1] if standing else None

    @property
    def may_be_renewed(self) -> bool:
        return self.is_near_its_end and not self.renewing_quote and not self.successor

    @act
    def quote_renewal(self, *, by) -> Quote:
        """Draft the quote that renews it, or go on with the one begun."""
        held = lock(self)
        if held.renewing_quote:
            return held.renewing_quote
        if not held.may_be_renewed:
            raise Refusal(
                _("%(contract)s no está por terminar, o ya lo renueva otro.")
                % {"contract": held.label}
            )
        quote = Quote.draft(
            by=by,
            customer=held.customer,
            owner=held.owner,
            title=held.headline,
            lines=held._offered_again(),
            contract_wanted=True,
            **held._next_term(),
        )
        self.amend(
            by=by, verb="renewal_quoted", renewal_quote=quote, facts={"contract": held.label}
        )
        return quote

    def _offered_again(self) -> list:
        """Its prices of today as lines; one without prices, its value."""
        with company.speaking():
            source = _("Contrato %(label)s") % {"label": self.label}
        told = [one.told() for one in self.terms_on(calendar.today()).tariffs]
        if not told and self.value:
            told = [{"description": self.headline, "price": self.value}]
        return [{**one, "quantity": 1, "source": source} for one in told]

    def _next_term(self) -> dict:
        """From the day after its end, for as long as each of its renewals."""
        with company.speaking():
            words = _("Le proponemos renovar el contrato %(label)s, que termina el %(day)s.")
            if self.status == Status.EXPIRED:
                words = _("Le proponemos renovar el contrato %(label)s, que terminó el %(day)s.")
            told = {"label": self.label, "day": formats.day_full(self.end_on)}
            introduction = words % told
        return {
            "introduction": introduction,
            "service_from": self.end_on + timedelta(days=1),
            "service_until": end_after_silence(self.end_on, self.renewal_months or 12),
        }
