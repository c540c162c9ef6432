"""From a draft to a signed paper: frozen, signed on paper or electronically, or withdrawn."""

from datetime import date

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from koios.contracts import events
from koios.contracts.versions import TEMPLATE, Signing, Version
from koios.core import calendar, clock, company, documents, files
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.signing.models import SigningRequest


class Signable:
    """A contract or an amendment: what is signed never changes, what is being signed neither.

    Whoever is one has `in_signing`, `is_draft`, `paper()`, `missing`, `take_number` and
    `become_signed`.
    """

    @cached_property
    def version(self) -> Version | None:
        """The paper that is being signed or was."""
        return Version.objects.of(self).standing().last()

    @property
    def is_being_signed(self) -> bool:
        return self.is_draft and self.in_signing

    @property
    def signing(self) -> Signing | None:
        return getattr(self.version, "signing", None) if self.version else None

    @act
    def prepare_to_sign(self, *, by) -> Version:
        """It takes its number and its paper is frozen: from here on it does not change."""
        held = self._held_to_sign()
        if held.is_being_signed:
            return held.version
        if held.missing:
            raise Refusal(_("Todavía falta: %(what)s.") % {"what": "; ".join(held.missing)})
        held.take_number(by=by)
        with company.speaking():
            name = f"{held.label}.pdf"
            document = documents.Document.freeze(
                TEMPLATE, held.paper(), about=held, name=name, by=by
            )
        before = Version.objects.of(held).count()
        version = Version(
            contract=held.contract,
            amendment=None if held == held.contract else held,
            number=before + 1,
            document=document,
            frozen_at=clock.now(),
        ).begin(by=by, verb="frozen")
        held.amend(by=by, verb="prepared", in_signing=True, facts={"version": version.number})
        self._read_again()
        return version

    @act
    def withdraw_from_signing(self, *, by, reason):
        """It shall be changed, or somebody declined: editable again, with the same number."""
        held = self._held_to_sign()
        version = held.version
        if version is None:
            raise Refusal(_("%(what)s no está en firma.") % {"what": held.label})
        version.amend(by=by, verb="withdrawn", reason=reason, withdrawn_at=clock.now())
        Version.objects.filter(pk=version.pk).update(reason=reason)
        held.amend(by=by, verb="unprepared", reason=reason, in_signing=False)
        request = SigningRequest.open_of(held)
        if request is not None:
            request.cancel(by=by, reason=reason)
        self._read_again()
        return self

    @act
    def mark_signed(self, *, by, on: date, how, file, signed_by=(), note=""):
        """Both sides signed; `file` is the signed paper. From its first day on it holds."""
        held = self._held_to_sign()
        version = held.version
        if version is None:
            raise Refusal(_("%(what)s no está en firma.") % {"what": held.label})
        if on > calendar.today():
            raise Refusal(_("Se firma hoy o antes, no en el futuro."))
        Signing(
            version=version,
            how=how,
            on=on,
            file=file,
            signed_by=list(signed_by),
            note=note,
        ).begin(by=by, verb="signed")
        held.become_signed(on, by=by)
        events.contract_signed.send(type(held), record=held, by=by)
        self.refresh_from_db()
        self._read_again()
        return self

    @act
    def sign_on_paper(self, *, by, on: date, signed_by, basket, note=""):
        """Somebody brings the scan of the paper that both sides signed."""
        self._held_to_sign()
        if not files.uploads_in(basket):
            raise Refusal(_("Adjunte el documento firmado, escaneado completo."))
        request = SigningRequest.open_of(self)
        if request is not None:
            raise Refusal(
                _("Está en firma electrónica: retírelo de la firma, o espere a que firmen.")
            )
        kept = files.adopt(basket, about=self, by=by)
        self.prepare_to_sign(by=by)
        return self.mark_signed(
            by=by, on=on, how=Signing.How.PAPER, file=kept[0], signed_by=signed_by, note=note
        )

    def _held_to_sign(self):
        held = lock(self)
        if not held.is_draft:
            raise Refusal(
                _("%(what)s está %(state)s: ya no se firma.")
                % {"what": held.label, "state": held.get_status_display().lower()}
            )
        return held

    def _read_again(self):
        self.refresh_from_db()
        self.__dict__.pop("version", None)
