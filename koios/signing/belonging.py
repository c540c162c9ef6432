"""What waits for a person of the company to be signed, on their day."""

from koios.core import clock
from koios.office.queue import MOST, Job
from koios.signing.models import Kind, Signer, Status, Step
from koios.ui.due import Due


def my_papers(user):
    """Those in which it is this person's turn."""
    mine = Signer.objects.filter(user=user, status=Step.INVITED, request__status=Status.OPEN)
    return mine.exclude(kind=Kind.COPY)


def my_jobs(user, today):
    papers = my_papers(user).select_related("request").order_by("request__expires_on", "pk")
    papers = yield papers[:MOST]
    return [_job(signer, today) for signer in papers]


def _job(signer, today):
    asked_on = clock.local(signer.invited_at).date()
    last = signer.request.expires_on
    return Job(
        kind=signer.get_kind_display(),
        number=signer.request.key,
        title=signer.request.title,
        url=signer.public_url,
        next_step=signer.get_kind_display(),
        due=Due.of(total=max(1, (last - asked_on).days), gone=(today - asked_on).days, short=True),
        due_on=last,
    )
