"""kill -9 of the web while people sign a contract on their pages: each act is whole or was none."""

import random
import re
import threading
import time

import pytest

from koios.contracts import electronic
from koios.contracts.models import Contract
from koios.signing import landing
from koios.signing.models import Party, SigningRequest, Status, Step
from tests.contracts.conftest import gloria, house, make_contract
from tests.core.worker_tasks import wait_until
from tests.faults.visitors import Visitor, patiently

__all__ = ["gloria", "house", "make_contract"]

pytestmark = pytest.mark.fault

MANY = 6
TOLD = {"document": "CC 52.123.456", "capacity": "Representante legal", "agrees": "on"}


@pytest.fixture
def asked(live, make_contract, ana):
    """A contract that six people are asked to sign, all at once."""
    people = [Party(f"Firmante {n}", f"f{n}@koios.example") for n in range(MANY)]
    request = electronic.send_to_sign(make_contract(), people, by=ana)
    invited = request.signers.filter(status=Step.INVITED)
    wait_until(lambda: invited.count() == MANY, seconds=90)
    return SigningRequest.objects.get(pk=request.pk)


class Person:
    """A signer in front of their page and their mail."""

    def __init__(self, live, smtp, signer):
        self.visitor, self.smtp, self.signer = Visitor(live.url), smtp, signer
        hidden = patiently(lambda: self.visitor.form(signer.public_url))
        self.told = TOLD | hidden | {"name": signer.name}

    def ask_for_a_code(self):
        before = len(self._codes())
        status, body, _there = patiently(lambda: self._send(again="1"))
        assert status == 200, body
        wait_until(lambda: len(self._codes()) > before, seconds=60)
        self.code = self._codes()[-1]

    def sign(self):
        """Whether they see that they have signed."""
        status, body, _there = patiently(lambda: self._send(code=self.code))
        assert status in (200, 302, 422), body  # signed before, now, or a code that was spent
        _status, body, _there = patiently(lambda: self.visitor.get(self.signer.public_url))
        return "Usted firmó" in body

    def _send(self, **more):
        return self.visitor.post(self.signer.public_url, self.told | more)

    def _codes(self):
        told = [got.subject for got in self.smtp.to(self.signer.email)]
        return [found[0] for subject in told if (found := re.match(r"\d{6}", subject))]


def is_whole(request):
    """Who signed has one signature with its proof, and who did not has none."""
    for signer in request.signers.select_related("signature"):
        assert (signer.status == Step.SIGNED) == hasattr(signer, "signature"), signer
    assert list(landing.check_revisions()) == []


def test_who_signs_while_the_web_is_killed_can_try_again_and_others_keep_theirs(asked, live, smtp):
    people = [Person(live, smtp, signer) for signer in asked.signers.all()]
    for person in people:
        person.ask_for_a_code()
    chance, left = random.Random(2364), []

    for person in people:
        killer = threading.Timer(chance.uniform(0, 0.25), live.kill, ["web"])
        killer.start()
        if not person.sign():
            left.append(person)
        killer.join()
        is_whole(asked)

    for person in left:  # the code was spent, and the process died before they had signed
        person.ask_for_a_code()
        assert person.sign()
    signed = SigningRequest.objects.filter(pk=asked.pk, status=Status.SIGNED)
    wait_until(signed.exists, seconds=90)
    assert signed.get().revisions.count() == MANY + 1
    assert Contract.objects.get().signing.signed_by == [f"Firmante {n}" for n in range(MANY)]
    is_whole(asked)
    time.sleep(0.5)  # what was begun is ended before the trail is read
    live.run("check")
