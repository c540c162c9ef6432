"""What Koios does by itself, and what could not be done."""

from datetime import timedelta

import pytest

from koios.core import clock, limits
from koios.core.audit import Entry
from koios.core.jobs import Job, run_due, task
from koios.core.schedule import Beat, Line, hand_out, lines, load
from koios.office import machine


@task(name="tests.office.fails", attempts=1)
def fails():
    raise ValueError("the disk is on the moon")


@pytest.fixture
def failed(db):
    fails.enqueue()
    run_due()
    return Job.objects.get()


@pytest.fixture
def as_nora(client, nora):
    client.force_login(nora)
    return client


def test_a_job_that_failed_for_good_is_shown_with_its_error(as_nora, failed):
    page = as_nora.get("/jobs/").content.decode()

    assert "the disk is on the moon" in page
    assert "1 intento" in page


def test_a_failed_job_is_tried_again(as_nora, failed):
    as_nora.post(f"/jobs/{failed.pk}/retry/")

    failed.refresh_from_db()
    assert (failed.status, failed.attempts) == (Job.Status.WAITING, 0)


def test_a_failed_job_is_discarded_with_a_reason(as_nora, nora, failed):
    url = f"/jobs/{failed.pk}/discard/"

    without = as_nora.post(url, {"reason": ""}).content.decode()
    as_nora.post(url, {"reason": "Ya se hizo a mano"})

    failed.refresh_from_db()
    entry = Entry.objects.get(verb="discarded")
    assert "Diga por qué" in without
    assert failed.status == Job.Status.DISCARDED
    assert (entry.actor, entry.reason) == (nora, "Ya se hizo a mano")


def test_two_who_decide_about_the_same_job_do_not_undo_each_other(as_nora, failed):
    as_nora.post(f"/jobs/{failed.pk}/retry/")

    answer = as_nora.post(f"/jobs/{failed.pk}/retry/")

    assert answer.status_code == 409
    assert "otra persona lo atendió antes" in answer.content.decode()


def test_only_who_configures_the_settings_looks_after_the_jobs(client, ines, ana, failed):
    for person, status in ((ines, 403), (ana, 404)):
        client.force_login(person)
        assert client.get("/jobs/").status_code == status
        assert client.post(f"/jobs/{failed.pk}/retry/").status_code == status


def test_it_is_said_when_nobody_does_the_jobs(as_nora, db, at):
    at("2026-07-22T10:00")
    fails.enqueue()
    at("2026-07-22T10:04")
    patient = as_nora.get("/jobs/").content.decode()
    at("2026-07-22T10:06")
    late = as_nora.get("/jobs/").content.decode()

    assert "Nadie está haciendo los trabajos" not in patient
    assert "Nadie está haciendo los trabajos" in late


def test_what_repeats_is_told_with_how_often_and_its_last_time(as_nora, at):
    at("2026-07-22T10:18")
    load()
    hand_out()

    page = as_nora.get("/jobs/").content.decode()

    for told in (
        "Olvidar los trabajos terminados",
        "Cada día, 3:10\u00a0a.\u00a0m.",
        "Cada hora",
        "Al día",
    ):
        assert told in page


def test_every_line_has_a_name_for_people(db):
    load()

    assert [line.name for line in lines if machine.name_of(line.name) == line.name] == []


def test_a_line_that_was_not_handed_out_in_its_time_is_late(db, at):
    at("2026-07-22T10:18")
    load()
    hand_out()
    at("2026-07-22T11:03")
    soon = {line.key: line.is_late for line in machine.lines()}
    at("2026-07-22T11:06")
    late = {line.key: line.is_late for line in machine.lines()}

    assert soon["limits.sweep"] is False
    assert late["limits.sweep"] is True
    assert late["jobs.sweep"] is False


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (timedelta(minutes=1), "Cada minuto"),
        (timedelta(minutes=5), "Cada 5 minutos"),
        (timedelta(hours=1), "Cada hora"),
        (timedelta(hours=2), "Cada 2 horas"),
    ],
)
def test_how_often_is_told_in_words(db, step, told):
    epoch = clock.read("2000-01-01T00:00")
    line = Line("x", limits.sweep, lambda now: now - (now - epoch) % step)

    assert machine._every(line, clock.read("2026-07-22T10:18")) == told


def test_a_line_that_never_began_says_so(db):
    Beat.objects.all().delete()

    assert {line.state.label for line in machine.lines()} == {"Aún no empieza"}


def test_the_page_needs_few_queries(as_nora, failed, django_assert_max_num_queries):
    as_nora.get("/jobs/")

    with django_assert_max_num_queries(12):
        as_nora.get("/jobs/")
