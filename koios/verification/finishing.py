"""A verification ends: what lacks becomes findings, the paper is fixed."""

from django.utils.translation import gettext as _

from koios.actions.models import Finding
from koios.core import audit, calendar, clock, company, files, outbox
from koios.core import settings as decided
from koios.core.acts import act, lock
from koios.core.documents import Document
from koios.core.outbox.addresses import clean_addresses
from koios.core.refusals import Refusal
from koios.verification import papers, searching
from koios.verification.compliance import Verdict
from koios.verification.states import Status

TEMPLATE = "verification/verification.typ"


class Finishable:
    """What is done with the answers of a verification, once they are all there."""

    @property
    def unanswered(self) -> list:
        return [one for one in self.all_items if not one.is_answered]

    @property
    def unproved(self) -> list:
        """Answers whose file was taken out after it was asked for."""
        kept = papers.evidence_of(self)
        met = (Verdict.COMPLIES, Verdict.PARTLY)
        asked = [one for one in self.all_items if one.needs_file and one.verdict in met]
        return [one for one in asked if one.pk not in kept]

    @act
    def finish(self, *, by, conclusion):
        """Every item is answered: nothing of it changes any more. What does not comply is recorded
        as a `Finding` of its own, and each requirement of the customer is verified on its
        register."""
        held = lock(self)
        if held.status == Status.IN_PROGRESS and held.unanswered:
            raise Refusal(
                _("Faltan por responder: %(codes)s.")
                % {"codes": ", ".join(one.code for one in held.unanswered)}
            )
        if held.status == Status.IN_PROGRESS and (unproved := held.unproved):
            raise Refusal(
                _("Falta el archivo que piden estos ítems: %(codes)s.")
                % {"codes": ", ".join(one.code for one in unproved)}
            )
        tally = held.tally
        self.move_to(
            Status.DONE,
            by=by,
            verb="finished",
            conclusion=conclusion.strip(),
            finished_at=clock.now(),
            finished_by=by,
            complies=tally.complies,
            partly=tally.partly,
            does_not=tally.does_not,
            not_applicable=tally.not_applicable,
            compliance=tally.percent,
        )
        for item in held.all_items:
            self._conclude(item, by)
        with company.speaking():
            document = Document.freeze(
                TEMPLATE, papers.of(self), about=self, name=f"{self.number}.pdf", by=by
            )
        self.amend(by=by, verb="frozen", document=document)
        searching.index(self)
        return self

    def findings(self):
        """What did not comply, item by item."""
        keys = [str(one.pk) for one in self.all_items if one.lacks]
        found = Finding.objects.filter(
            source_type="verification.verificationitem", source_id__in=keys
        )
        return {int(one.source_id): one for one in found.select_related("owner")}

    @act
    def send_copy(self, *, by, to, subject, text, cc=()):
        """Mail the finished paper to people of the customer."""
        held = lock(self)
        if held.status != Status.DONE:
            raise Refusal(_("Se envía cuando esté terminada."))
        if not held.document.is_ready:
            raise Refusal(_("El PDF se está preparando: espere unos segundos y envíe de nuevo."))
        to, cc = clean_addresses(to), clean_addresses(cc)
        if not to:
            raise Refusal(_("Escoja al menos una persona del cliente a quien enviarla."))
        audit.record(self, "copy_sent", by=by, facts={"addresses": len(to) + len(cc)})
        return outbox.send(
            kind="verification.copy",
            to=to,
            cc=cc,
            reply_to=by.email,
            subject=" ".join(subject.split())[:250],
            text=text,
            attachments=[held.document.file],
            about=held,
        )

    def _conclude(self, item, by):
        if item.requirement_id and item.verdict != Verdict.NOT_APPLICABLE:
            self._verify_requirement(item, by)
        wanted = {Verdict.DOES_NOT}
        if decided.get("verification.finding_of_partly"):
            wanted.add(Verdict.PARTLY)
        if item.verdict in wanted:
            self._record_finding(item, by)

    def _verify_requirement(self, item, by):
        """What is on the register no more as agreed is left as it is."""
        if item.requirement.is_agreed:
            item.requirement.verify(
                by=by,
                met=item.verdict == Verdict.COMPLIES,
                on=calendar.today(),
                note=f"{self.number}: {item.note}".rstrip(": "),
            )

    def _record_finding(self, item, by):
        with company.speaking():
            told = {"number": self.number, "contract": self.contract.label, "code": item.code}
            label = _("Verificación %(number)s de %(contract)s, ítem %(code)s") % told
            names = ", ".join(file.name for file in files.File.for_record(item))
        Finding.record(
            source=item,
            label=label[:200],
            url=item.get_absolute_url(),
            fact=f"{item.statement}\n{item.get_verdict_display()}: {item.note}",
            requirement=item.proves,
            evidence=names,
            owner=item.finding_owner or self.contract.owner,
            due_on=item.finding_due_on,
            by=by,
        )
