"""How often somebody may knock at a door."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from koios.core import clock, limits

HOUR = timedelta(hours=1)


def knock(door="form", who="190.26.1.7", *, limit=3, per=HOUR):
    return limits.take(door, who, limit=limit, per=per)


def test_a_door_opens_so_often_and_no_more(db, at):
    at("2026-07-22T10:18")

    answers = [knock() for _ in range(5)]

    assert [answer.ok for answer in answers] == [True, True, True, False, False]
    assert [answer.left for answer in answers] == [2, 1, 0, 0, 0]
    assert answers[-1].retry_at == clock.read("2026-07-22T11:00")


def test_it_opens_again_when_the_window_has_passed(db, at):
    at("2026-07-22T10:59:59")
    assert not [knock() for _ in range(4)][-1].ok

    at("2026-07-22T11:00")

    assert knock().left == 2


def test_doors_and_visitors_are_counted_apart(db, at):
    at("2026-07-22T10:18")
    knock(limit=1)

    assert knock(door="sign-in", limit=1).ok
    assert knock(who="190.26.1.8", limit=1).ok
    assert not knock(limit=1).ok


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2800:484:1::1", "2800:484:1::ffff:2"),
        ("::ffff:190.26.1.7", "190.26.1.7"),
        ("Ana@Example.com", "ana@example.com "),
    ],
)
def test_one_visitor_is_one_however_they_write(db, at, one, other):
    at("2026-07-22T10:18")
    knock(who=one, limit=1)

    assert not knock(who=other, limit=1).ok


def test_who_knocked_cannot_be_read(db):
    knock(who="190.26.1.7")

    assert "190.26" not in str(limits.Knock.objects.values().get())


def test_closed_windows_are_swept_and_open_ones_stay(db, at):
    at("2026-07-22T10:18")
    knock()
    knock(per=timedelta(days=1))

    at("2026-07-22T11:00")

    assert limits.sweep() == 1
    assert knock(per=timedelta(days=1)).left == 1


@given(
    start=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)),
    seconds=st.integers(1, 90_000),
    knocks=st.lists(st.integers(0, 200_000), min_size=1, max_size=15),
    limit=st.integers(1, 4),
)
@hypothesis(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_window_ever_lets_more_through_than_its_limit(db, start, seconds, knocks, limit):
    limits.Knock.objects.all().delete()
    let_in = {}

    for after in sorted(knocks):
        with clock.frozen(start + timedelta(seconds=after)):
            answer = knock(limit=limit, per=timedelta(seconds=seconds))
            assert clock.now() < answer.retry_at <= clock.now() + timedelta(seconds=seconds)
        let_in[answer.retry_at] = let_in.get(answer.retry_at, 0) + answer.ok

    assert all(1 <= times <= limit for times in let_in.values())


def test_nobody_is_lost_when_many_knock_at_once(transactional_db, at):
    def come(_):
        try:
            with clock.frozen("2026-07-22T10:18"):
                return knock(limit=25).ok
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(come, range(60)))

    assert answers.count(True) == 25
    assert limits.Knock.objects.get().times == 60


def test_the_limits_are_lifted_only_in_a_home_to_throw_away(db, monkeypatch, settings, tmp_path):
    monkeypatch.setenv("KOIOS_LIMITS", "off")

    assert all(knock(limit=1).ok for _ in range(3))

    settings.HOME = tmp_path

    with pytest.raises(ImproperlyConfigured):
        knock()


OURS = ["10.0.0.0/8", "2001:db8::1"]


@pytest.mark.parametrize(
    ("remote", "forwarded", "seen"),
    [
        ("190.26.1.7", "", "190.26.1.7"),
        ("190.26.1.7", "1.2.3.4", "190.26.1.7"),
        ("10.0.0.5", "190.26.1.7", "190.26.1.7"),
        ("10.0.0.5", "6.6.6.6, 190.26.1.7, 10.1.1.1", "190.26.1.7"),
        ("10.0.0.5", "10.2.2.2", "10.2.2.2"),
        ("10.0.0.5", "", "10.0.0.5"),
        ("10.0.0.5", "whatever", "10.0.0.5"),
        ("10.0.0.5", "190.26.1.7:51234", "190.26.1.7"),
        ("2001:db8::1", "[2800:484::9]:443", "2800:484::9"),
        ("::ffff:10.0.0.5", "190.26.1.7", "190.26.1.7"),
        ("", "190.26.1.7", ""),
    ],
)
def test_only_our_own_proxies_are_believed(rf, settings, remote, forwarded, seen):
    settings.TRUSTED_PROXIES = OURS
    request = rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)

    assert limits.client_ip(request) == seen


def test_without_proxies_nobody_is_believed(rf):
    request = rf.get("/", REMOTE_ADDR="190.26.1.7", HTTP_X_FORWARDED_FOR="1.2.3.4")

    assert limits.client_ip(request) == "190.26.1.7"


def test_a_proxy_that_is_not_an_address_stops_the_program(rf, settings):
    settings.TRUSTED_PROXIES = ["our proxy"]

    with pytest.raises(ImproperlyConfigured):
        limits.client_ip(rf.get("/"))
