"""Quotes under stress: many approve at once, two answer the same one, and kill -9 while sending."""

import contextlib
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Count

from koios.core import checks
from koios.core.outbox import Message
from koios.quotes.models import Acceptance, Quote, Sending, Status
from koios.scheduling.models import ServiceOrder
from tests.faults import sellers
from tests.faults.visitors import Visitor, hidden, patiently
from tests.harness import postgres
from tests.quotes.conftest import LINE, OPTIONAL, with_paper
from tests.quotes.test_public_browser import code_from

pytestmark = pytest.mark.fault

PROJECT = Path(__file__).resolve().parents[2]
PROCESSES, EACH = 8, 125
MANY = 60


def test_a_thousand_approvals_by_eight_processes_leave_no_gap_and_no_double(
    transactional_db, ana, school
):
    go = Path(settings.HOME) / "go"
    running = [_seller("approve", str(EACH)) for _n in range(PROCESSES)]
    go.touch()
    try:
        said = [one.communicate(timeout=1200) for one in running]
    finally:
        go.unlink()

    assert [one.returncode for one in running] == [0] * PROCESSES, said
    all_of_them = list(range(1, PROCESSES * EACH + 1))
    for model in (Quote, ServiceOrder):
        numbers = model.objects.order_by("sequence").values_list("sequence", flat=True)
        assert list(numbers) == all_of_them
    assert Acceptance.objects.count() == len(all_of_them)
    assert {order.total for order in ServiceOrder.objects.all()} == {3_500_000, 4_095_000}
    wrong = ServiceOrder.objects.exclude(quote__status=Status.APPROVED).exists()
    assert not wrong
    assert [line for check in checks.checks for line in check()] == []


def test_of_two_who_approve_in_the_same_moment_one_wins_and_the_other_sees_it(
    live, make_quote, smtp
):
    quote = make_quote(lines=[LINE, OPTIONAL], status="sent")
    begun = []
    for name in ("Carla Ríos", "Diego Patiño"):
        visitor = Visitor(live.url)
        smtp.forget()
        there, fields = _begin(visitor, quote, name)
        begun.append((visitor, there, fields | {"code": code_from(smtp)}))

    got = _together(*(lambda one=one: one[0].post(one[1], one[2]) for one in begun))

    answers = f"{quote.public_url}respuesta/"
    ((lost, (_status, _body, there)),) = [
        (at, answer) for at, answer in enumerate(got) if answer[2] != answers
    ]
    assert there == quote.public_url
    _status, body, _there = begun[lost][0].get(there)
    winner = Acceptance.objects.get().name
    assert winner == ["Carla Ríos", "Diego Patiño"][1 - lost]
    assert f"ya fue aprobada por {winner}" in body
    assert ServiceOrder.objects.count() == 1


def test_who_presses_twice_with_one_code_sees_their_approval_both_times(live, make_quote, smtp):
    quote = make_quote(status="sent")
    visitor = Visitor(live.url)
    there, fields = _begin(visitor, quote, "Carla Ríos")
    fields |= {"code": code_from(smtp)}

    got = _together(*[lambda: visitor.post(there, fields)] * 2)

    assert [status for status, _body, _there in got] == [302, 302]
    assert f"{quote.public_url}respuesta/" in {there for _status, _body, there in got}
    assert Acceptance.objects.count() == 1


def test_of_approval_and_rejection_in_the_same_moment_one_counts(live, make_quote, smtp, ana):
    quote = make_quote(status="sent")
    taking, leaving = Visitor(live.url), Visitor(live.url)
    there, fields = _begin(taking, quote, "Carla Ríos")
    fields |= {"code": code_from(smtp)}
    reason = {"reason": "1"} | leaving.form(quote.public_url)

    _together(
        lambda: taking.post(there, fields),
        lambda: leaving.post(f"{quote.public_url}rechazo/", reason),
    )

    quote = Quote.objects.get()
    assert quote.status in (Status.APPROVED, Status.REJECTED)
    assert ServiceOrder.objects.count() == (quote.status == Status.APPROVED)


def test_kill_in_the_middle_of_sending_sends_nothing_twice_and_loses_nothing(
    live, ana, school, smtp
):
    keys = [sellers.draft().key for _n in range(MANY)]
    (live.home / "go").touch()

    with _killing(live):
        for keys_of_one in (keys[::2], keys[1::2]):
            _sent_in_spite_of(keys_of_one)

    _wait_for_the_post(smtp, keys)
    (live.home / "go").unlink()
    quotes = Quote.objects.filter(key__in=keys)
    assert {quote.status for quote in quotes} == {Status.SENT}
    assert sorted(quotes.values_list("sequence", flat=True)) == list(range(1, MANY + 1))
    assert all(quote.document.is_ready for quote in quotes.select_related("document"))
    assert Sending.objects.count() == Sending.objects.exclude(message=None).count() == MANY
    twice = Message.objects.values("about_id").annotate(n=Count("pk")).filter(n__gt=1)
    assert not twice.exists()
    for key in keys:  # at least once on the wire, and the same message each time
        assert len({got.message["Message-ID"] for got in smtp.to(_address(key))}) == 1
    live.run("check")


def test_kill_in_the_middle_of_approving_leaves_each_approval_whole(live, make_quote, smtp):
    quotes = [make_quote(lines=[LINE, OPTIONAL], status="sent") for _n in range(6)]
    begun = []
    for quote in quotes:
        visitor = Visitor(live.url)
        smtp.forget()
        there, fields = _begin(visitor, quote, "Carla Ríos")
        begun.append((visitor, there, fields | {"code": code_from(smtp)}))

    chance = random.Random(3)
    for visitor, there, fields in begun:
        killer = threading.Timer(chance.uniform(0, 0.3), live.kill, ["web"])
        killer.start()
        status, _body, _there = patiently(lambda v=visitor, t=there, f=fields: v.post(t, f))
        killer.join()
        assert status in (302, 422)  # a code that was spent, and then the process died

    for quote in Quote.objects.all():
        is_whole = quote.status == Status.APPROVED
        assert is_whole == hasattr(quote, "acceptance") == hasattr(quote, "service_order")
    numbers = ServiceOrder.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))
    live.run("check")


def _seller(*words):
    told = {"KOIOS_HOME": str(settings.HOME)}
    if connection.vendor == "postgresql":
        told["DATABASE_URL"] = postgres.url(connection.settings_dict["NAME"])
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.sellers", *words],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | told,
    )


def _begin(visitor, quote, name):
    """Press «Aprobar»; where the code is written, and the hidden fields of that page."""
    with_paper(quote)
    told = {
        "name": name,
        "role": "Rectora",
        "document_type": "CC",
        "document": "41935118",
        "consent": "on",
    }
    fields = told | visitor.form(quote.public_url) | {"shown": "0"}
    status, body, there = visitor.post(f"{quote.public_url}aprobacion/", fields)
    assert status == 302, body
    return there, hidden(visitor.get(there)[1])


def _together(*acts):
    """Do them in the same moment; what each one got."""
    start, got = threading.Barrier(len(acts)), [None] * len(acts)

    def do(at, act):
        start.wait()
        got[at] = act()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


@contextlib.contextmanager
def _killing(live):
    """In the meantime they die at moments that nobody chose."""
    chance, over = random.Random(5), threading.Event()
    killed = []

    def kill():
        while not over.wait(chance.uniform(0.5, 2.0)):
            name = chance.choice(["web", "worker"])
            live.kill(name)
            killed.append(name)
            live.wait()  # a web that is killed before it has begun would never answer

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
    assert killed


def _sent_in_spite_of(keys):
    """Send them by a process that is killed after a few, and begins again where it was."""
    chance = random.Random(len(keys))
    drafts = Quote.objects.filter(key__in=keys, status=Status.DRAFT)
    until = time.monotonic() + 300
    while left := drafts.count():
        enough = left - chance.randint(2, 7)
        one = _seller("send", *keys)
        while drafts.count() > enough and one.poll() is None:
            assert time.monotonic() < until
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.2))
        one.kill()
        one.communicate()


def _wait_for_the_post(smtp, keys, *, seconds=180):
    until = time.monotonic() + seconds
    while missing := [key for key in keys if not smtp.to(_address(key))]:
        assert time.monotonic() < until, f"{len(missing)} never left"
        time.sleep(0.3)


def _address(key):
    return f"{key}@laarboleda.example"
