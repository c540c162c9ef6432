"""Mail and a worker that is killed: at least once on the wire, exactly once on record."""

import random
import time
from collections import Counter

import pytest

from koios.core import outbox
from koios.core.audit import Entry
from koios.core.checks import checks
from koios.core.outbox import Message
from tests.core.worker_tasks import wait_until

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


def test_kill_9_at_any_moment_leaves_each_message_sent_once_on_record(
    smtp, start_worker, monkeypatch
):
    for name, value in smtp.environment.items():
        monkeypatch.setenv(name, value)
    smtp.is_slow(0.02)
    for number in range(120):
        outbox.send(kind="test", to=["carla@empresa.example"], subject=str(number), text="Hola\n")
    chance = random.Random(318)

    def open_ones():
        return Message.objects.exclude(status="sent")

    while open_ones().exists():
        worker = start_worker("--lanes", "3")
        before = smtp.attempts
        wait_until(lambda: smtp.attempts > before or not open_ones().exists())  # noqa: B023
        time.sleep(chance.uniform(0, 0.5))
        worker.kill()
        worker.wait()

    received = Counter(got.message["Message-ID"] for got in smtp.messages)
    assert set(received) == set(Message.objects.values_list("message_id", flat=True))
    told = Counter(Entry.objects.filter(verb="accepted").values_list("subject_id", flat=True))
    assert len(told) == 120
    assert set(told.values()) == {1}
    twice = [message for message in Message.objects.all() if received[message.message_id] > 1]
    assert twice, "no message was killed on its way"
    for message in twice:
        outcomes = [attempt.outcome for attempt in message.attempts.all()]
        assert "unknown" in outcomes
        assert outcomes.count("accepted") == 1
    assert not [*checks["outbox"](), *checks["trail"]()]
