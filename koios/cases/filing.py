"""How a case comes in: one act gives it its number, its term, its owner and its receipt."""

from django.db import IntegrityError
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from koios.cases import claims, rules, searching
from koios.cases.letters import Letter
from koios.cases.petitioner import Petitioner
from koios.cases.terms import Kind, Term
from koios.core import audit, calendar, clock, files, numbering
from koios.core.acts import act
from koios.core.refusals import Refusal


class Filed:
    """Filing, by whatever door: page, desk, import."""

    @classmethod
    def file(cls, *, submission=None, **told):
        """File a case and promise its receipt; `told` is what `_file` takes.

        The same `submission` (a form sent twice, even at the same moment) gives the case that the
        first one filed.
        """
        try:
            with act():
                return cls._file(submission=submission, **told)
        except IntegrityError:
            filed = submission and cls.objects.filter(submission=submission).first()
            if not filed:
                raise
            return filed

    @classmethod
    def _file(
        cls,
        *,
        kind,
        channel,
        facts,
        by,
        request="",
        subject="",
        identity="named",
        petitioner=None,
        customer=None,
        happened_on="",
        service="",
        basket="",
        received_at=None,
        due_on=None,
        submission,
    ):
        """`petitioner` are the fields of `Petitioner`, left out when anonymous; `basket` holds the
        uploads staged for it; `due_on` is the date stated by an authority, and counts for no other
        type: their dates are the law's."""
        received_at = received_at or clock.now()
        received_on = clock.local(received_at).date()
        term = Term.objects.in_force(kind, received_on)
        number = numbering.take("case", on=received_on)
        case = cls(
            number=number.text,
            year=number.year,
            sequence=number.sequence,
            kind=kind,
            channel=channel,
            identity=identity,
            customer=customer,
            subject=subject.strip() or headline(request or facts),
            facts=facts,
            request=request,
            happened_on=happened_on,
            service=service,
            received_at=received_at,
            received_on=received_on,
            term=term,
            term_from=received_on,
            term_days=term.business_days,
            asks=asked_in(request),
            due_on=_first_due(term, received_on, stated=due_on),
            submission=submission or None,
        )
        case.petitioner = _known(petitioner, identity, by)
        rules.assess(case)
        case.begin(by=by, verb="filed")
        if basket:
            files.adopt(basket, about=case, by=by, public=True)
        rules.assign(case)
        searching.index(case)
        if kind == Kind.HD_CLAIM:
            claims.settle(case)
        Letter.write(case, "receipt", by=audit.SYSTEM)
        return case

    @property
    def acknowledgement(self):
        """The letter with which its receipt was acknowledged."""
        return self.letters.filter(kind="receipt").first()

    @act
    def send_receipt_again(self, *, by):
        """For who lost it, or whose address was corrected."""
        receipt = self.acknowledgement
        if receipt is None:
            raise Refusal(_("Esta PQRS vino de una lista del pasado: no tiene recibo."))
        return receipt.send_copy(by=by)

    def attachments(self):
        """The files that came with it, in the order in which they were given."""
        return files.File.for_record(self).filter(document=None)


def asked_in(request) -> list:
    """The points of a request: a line each. The desk may word them anew."""
    lines = (line.strip(" -•*\t")[:500] for line in request.splitlines())
    return [{"text": line, "attended": False} for line in lines if line]


def headline(text):
    """The first words of a text, as the subject of who gave none."""
    first = next((line for line in text.strip().splitlines() if line.strip()), "")
    return Truncator(first.strip()).chars(90)


def _known(told, identity, by):
    if identity == "anonymous" or not told:
        return None
    return Petitioner(**told).begin(by=by)


def _first_due(term, received_on, *, stated):
    if term.business_days is not None:
        return calendar.due_on(received_on, term.business_days)
    if stated is None:
        raise Refusal(_("Escriba la fecha que fija la autoridad en su requerimiento."))
    return stated
