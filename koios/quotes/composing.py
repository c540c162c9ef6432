"""How a quote is put together: from nothing, from a template, from an earlier one, from a need."""

import secrets

from django.db import IntegrityError
from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.core import audit, clock, files
from koios.core import settings as company
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.quotes import searching
from koios.quotes.line import QuoteLine
from koios.quotes.states import Status

KEY_LETTERS = "123456789abcdefghjkmnpqrstuvwxyz"
KEY_LENGTH = 10
FIELDS = (
    *("title", "introduction", "conditions", "notes", "valid_days"),
    *("service_from", "service_until", "contract_wanted", "next_step", "next_step_on"),
)
COPIED = ("title", "introduction", "conditions", "valid_days")


class Composable:
    """A quote is written while it is a draft, and never afterwards."""

    @classmethod
    def draft(cls, *, submission=None, **told):
        """A new quote in preparation; `told` is what `_draft` takes.

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
    def _draft(
        cls,
        *,
        customer,
        by,
        contact=None,
        need=None,
        owner=None,
        lines=(),
        basket="",
        submission=None,
        like=None,
        **fields,
    ):
        """`lines` are dictionaries of the fields of `QuoteLine`, in order; `like` is an earlier
        quote whose texts are taken where none is given."""
        now = clock.now()
        begun = {"valid_days": company.get("quotes.valid_days")}
        begun |= {name: getattr(like, name) for name in COPIED} if like else {}
        quote = cls(
            key=new_key(),
            customer=customer,
            contact=contact,
            need=need,
            owner=owner or (by if isinstance(by, User) else None),
            created_at=now,
            changed_at=now,
            submission=submission or None,
            **{**begun, **fields},
        )
        quote._compose(lines or _copied_lines(like))
        quote._begin(by, facts={"like": like.pk} if like else None)
        if basket:
            files.adopt(basket, about=quote, by=by)
        if need:
            need.answer_with(quote, by=by)
        return quote

    @act
    def revise(self, *, by, lines=None, changed_at=None, basket="", **fields):
        """Write the draft anew. `changed_at` is when the version that was edited had been saved:
        if somebody saved another since, `StaleQuote` is raised and nothing changes."""
        held = lock(self)
        held.refuse_sent()
        if changed_at is not None and held.changed_at != changed_at:
            raise StaleQuote(held)
        told = {**fields, "changed_at": clock.now()}
        if lines is not None:
            self.lines.all().delete()
            self._compose(lines)
            QuoteLine.objects.bulk_create(self.all_lines)
            told |= self._totals()
        self.amend(by=by, verb="revised", **told)
        if basket:
            files.adopt(basket, about=self, by=by)
        searching.index(self)
        return self

    @act
    def discard(self, *, by):
        """Throw a draft away; only the trail still knows of it."""
        held = lock(self)
        held.refuse_sent()
        need = held.need
        searching.remove(held)
        files.File.objects.of(held).delete()
        held.remove(by=by, verb="discarded", changes={"title": (held.title, None)})
        if need:
            need.lose_draft(by=by)

    @act
    def new_version(self, *, by):
        """A draft with the same number and the next version, to send in place of this one."""
        held = lock(self)
        if held.status not in (Status.SENT, Status.EXPIRED, Status.REJECTED):
            raise Refusal(
                _("De una cotización %(state)s no se hace otra versión. Haga una nueva.")
                % {"state": held.get_status_display().lower()}
            )
        begun = getattr(held, "following", None)
        if begun:
            return begun
        now = clock.now()
        following = type(self)(
            key=new_key(),
            previous=held,
            version=held.version + 1,
            customer=held.customer,
            contact=held.contact,
            need=held.need,
            owner=held.owner,
            imported=held.imported,  # it carries the same number, of the same series
            seller_name=held.seller_name,
            external_number=held.external_number,
            created_at=now,
            changed_at=now,
            **{name: getattr(held, name) for name in FIELDS},
        )
        following._compose(_copied_lines(held))
        return following._begin(by, verb="versioned", facts={"of": held.pk})

    @act
    def take_out_file(self, key, *, by):
        """Leave a file out of the draft; if somebody did so a moment ago, it is out."""
        held = lock(self)
        held.refuse_sent()
        file = held.attachments().filter(pk=key).first()
        if file is not None:
            told = {"file": file.pk, "sha256": file.sha256, "size": file.size}
            audit.record(self, "file_taken_out", by=by, facts=told)
            file.delete()

    def attachments(self):
        """The files that go along with it."""
        return files.File.for_record(self).filter(document=None)

    def _begin(self, by, *, verb="drafted", facts=None):
        for name, value in self._totals().items():
            setattr(self, name, value)
        self.begin(by=by, verb=verb, facts=facts)
        QuoteLine.objects.bulk_create(self.all_lines)
        searching.index(self)
        return self

    def _compose(self, lines):
        """Its lines from what is told of each, in order."""
        self.all_lines = [
            QuoteLine(quote=self, position=number, **told).settle()
            for number, told in enumerate(lines, start=1)
        ]

    def refuse_sent(self):
        """Only a draft is written."""
        if not self.is_draft:
            raise Refusal(
                _(
                    "%(quote)s ya se envió y no se cambia: haga una versión nueva, y el cliente "
                    "verá qué cambió."
                )
                % {"quote": self.label}
            )


class StaleQuote(Refusal):
    """Someone saved another version of the draft first; `theirs` is what stands."""

    def __init__(self, theirs):
        super().__init__(
            _(
                "Otra persona guardó esta cotización mientras usted la editaba. Lo que escribió "
                "sigue aquí: compárelo y guarde de nuevo si corresponde."
            )
        )
        self.theirs = theirs


def new_key():
    return "".join(secrets.choice(KEY_LETTERS) for _n in range(KEY_LENGTH))


def _copied_lines(quote) -> list:
    """What the lines of another quote say, with nothing ticked yet."""
    if quote is None:
        return []
    return [{**line.told(), "chosen": False} for line in quote.all_lines]
