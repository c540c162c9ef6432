"""The evidence: a paper of its own that tells who signed, when, how that is known and which hashes
the file had, sealed by the platform. It and the file go to everybody who took part."""

from koios.core import audit, clock, company, files, signatures
from koios.core.acts import act, lock
from koios.core.documents import Document
from koios.core.jobs import task
from koios.signing import events, letters, papers
from koios.signing.landing import Revision
from koios.signing.states import Status, Step

TEMPLATE = "signing/evidence.typ"


class Proving:
    """A request that is signed is proved."""

    def freeze_evidence(self):
        """In the act that completes it: what the evidence says is fixed there."""
        with company.speaking():
            paper = Document.freeze(
                TEMPLATE,
                papers.evidence_of(self),
                about=self,
                name=papers.evidence_name(self),
                by=audit.SYSTEM,
            )
        self.amend(by=audit.SYSTEM, verb="evidence_frozen", evidence=paper)

    def seal_evidence(self) -> None:
        """Seal the paper that was set, and send all to everybody. Done again, it does nothing."""
        if self.evidence_file_id or not (self.evidence and self.evidence.is_ready):
            return
        with self.evidence.open() as file:
            content = file.read()
        self._keep_evidence(signatures.seal(content, at=clock.now(), reason=self.evidence.name))

    @act
    def _keep_evidence(self, content):
        held = lock(self)
        if held.evidence_file_id or held.status != Status.SIGNED:
            return
        file = files.keep_bytes(content, held.evidence.name, about=held, by=None, kind="pdf")
        held.amend(
            by=audit.SYSTEM,
            verb="proved",
            evidence_file=file,
            evidence_sha256=file.sha256,
        )
        events.proved.send(type(held), request=held, by=audit.SYSTEM)
        letters.deliver(held)
        for copy in [one for one in held.people if one.status == Step.WAITING]:
            copy.move_to(Step.INFORMED, by=audit.SYSTEM, verb="informed", done_at=clock.now())


@task(name="signing.seal")
def seal(request):
    """Seal the evidence of a request and send it with the file."""
    _model().objects.get(pk=request).seal_evidence()


def _model():
    return Revision._meta.get_field("request").related_model
