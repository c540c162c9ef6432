"""Jobs: asked for in the act, done at least once, never lost, and visible when they fail."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from koios.core import audit, clock, jobs
from koios.core.jobs import job as job_module
from koios.core.jobs.job import Job, pause_after
from koios.core.refusals import WrongMove

done = []


@jobs.task
def note(word):
    """Writes down a word."""
    done.append(word)


@jobs.task(attempts=3)
def stumble(word):
    """Never works."""
    done.append(word)
    raise ValueError(f"no puedo con {word}")


@jobs.task
def conclude():
    """Ends its job by itself."""
    jobs.conclude()


@jobs.task
def conclude_and_stumble():
    """Ends its job in an act that is taken back."""
    with transaction.atomic():
        jobs.conclude()
        raise ValueError("no se pudo")


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


def test_a_job_is_done_with_what_it_was_given(db):
    note.enqueue(word="hola")

    assert jobs.run_due() == 1
    assert done == ["hola"]
    assert Job.objects.get().status == "done"


def test_a_task_can_be_done_here_and_now(db):
    note(word="hola")

    assert done == ["hola"]
    assert not Job.objects.exists()


def test_a_job_of_an_act_that_failed_was_never_asked_for(transactional_db):
    with pytest.raises(KeyError), transaction.atomic():
        note.enqueue(word="hola")
        raise KeyError

    assert jobs.run_due() == 0


def test_what_json_cannot_carry_is_refused_when_asked_for(db):
    with pytest.raises(TypeError):
        note.enqueue(word=clock.now())


def test_a_job_waits_for_its_hour(db, at):
    at("2026-07-22T10:18")
    note.enqueue(word="mañana", run_at=clock.read("2026-07-23T07:00"))
    assert jobs.run_due() == 0

    at("2026-07-23T07:00")

    assert jobs.run_due() == 1


def test_jobs_are_done_in_the_order_of_their_hour(db, at):
    at("2026-07-22T10:18")
    for word in ("uno", "dos", "tres"):
        note.enqueue(word=word)
    at("2026-07-22T10:17")
    note.enqueue(word="cero")
    at("2026-07-22T10:18")

    jobs.run_due()

    assert done == ["cero", "uno", "dos", "tres"]


def test_a_wish_with_a_name_is_asked_for_once(db):
    first = note.enqueue(word="hola", unique="greeting")
    second = note.enqueue(word="hola", unique="greeting")

    assert second.pk == first.pk
    assert jobs.run_due() == 1


def test_it_can_be_wished_again_as_soon_as_it_has_begun(db):
    note.enqueue(word="hola", unique="greeting")
    running = Job.objects.take()

    again = note.enqueue(word="hola", unique="greeting")

    assert again.pk != running.pk


def test_who_wishes_it_sooner_brings_it_forward(db, at):
    now = at("2026-07-22T10:18")
    note.enqueue(word="hola", unique="greeting", run_at=now + timedelta(hours=5))
    note.enqueue(word="hola", unique="greeting", run_at=now + timedelta(hours=1))
    note.enqueue(word="hola", unique="greeting", run_at=now + timedelta(hours=3))

    at("2026-07-22T11:18")

    assert jobs.run_due() == 1


def test_one_who_fails_is_tried_later_and_says_why(db, at):
    now = at("2026-07-22T10:18")
    stumble.enqueue(word="esto")

    jobs.run_due()

    job = Job.objects.get()
    assert (job.status, job.attempts) == ("waiting", 1)
    assert job.free_at > now
    assert job.why == "ValueError: no puedo con esto"


def test_one_who_fails_too_often_waits_for_a_person(db, at):
    at("2026-07-22T10:18")
    stumble.enqueue(word="esto")

    for hour in range(11, 20):
        jobs.run_due()
        at(f"2026-07-22T{hour}:18")

    assert done == ["esto"] * 3
    assert [job.why for job in jobs.dead_letters()] == ["ValueError: no puedo con esto"]


@pytest.fixture
def dead(db, at):
    at("2026-07-22T10:18")
    job = stumble.enqueue(word="esto")
    Job.objects.filter(pk=job.pk).update(status="dead", free_at=None, error="x", attempts=3)
    job.refresh_from_db()
    return job


def test_a_person_begins_a_failed_one_anew(dead, ana):
    dead.retry(by=ana)

    jobs.run_due()

    assert done == ["esto"]
    assert Job.objects.get().attempts == 1
    assert [entry.verb for entry in audit.trail(dead)] == ["retried"]


def test_a_person_lets_a_failed_one_be(dead, ana):
    dead.discard(by=ana, reason="ya no hace falta")

    assert jobs.run_due() == 0
    assert not jobs.dead_letters().exists()
    assert audit.trail(dead).get().reason == "ya no hace falta"


def test_of_two_who_decide_on_a_failed_one_the_second_is_told(dead, ana, beto):
    same = Job.objects.get(pk=dead.pk)
    dead.discard(by=ana)

    with pytest.raises(WrongMove):
        same.retry(by=beto)


def test_a_failure_of_one_leaves_the_others_alone(db, at):
    at("2026-07-22T10:18")
    stumble.enqueue(word="esto")
    note.enqueue(word="lo otro")

    jobs.run_due()

    assert done == ["esto", "lo otro"]


def test_a_task_that_nobody_knows_is_told_as_a_failure(db):
    Job.objects.create(task="koios.gone.task", asked_at=clock.now(), free_at=clock.now())

    jobs.run_due()

    assert "koios.gone" in Job.objects.get().why


# Workers that die


def test_two_workers_never_have_the_same_job(db):
    note.enqueue(word="hola")

    assert Job.objects.take() is not None
    assert Job.objects.take() is None


def test_of_many_who_look_at_once_each_gets_another_job(transactional_db):
    for number in range(60):
        note.enqueue(word=number)

    def look(_):
        taken = []
        try:
            while job := Job.objects.take():
                taken.append(job.pk)
        finally:
            connection.close()
        return taken

    with ThreadPoolExecutor(6) as workers:
        taken = sorted(pk for pks in workers.map(look, range(6)) for pk in pks)

    assert taken == sorted(Job.objects.values_list("pk", flat=True))


def test_a_task_ends_its_job_in_its_own_act(transactional_db, at):
    at("2026-07-22T10:18")
    conclude_and_stumble.enqueue()

    jobs.run_due()

    assert Job.objects.get().status == "waiting"


def test_a_task_that_ended_its_job_is_not_ended_again(db):
    conclude.enqueue()

    jobs.run_due()

    assert Job.objects.get().status == "done"


def test_a_job_whose_worker_died_is_done_by_another(db, at):
    at("2026-07-22T10:18:00")
    note.enqueue(word="hola")
    Job.objects.take()  # and its worker was never heard of again

    at("2026-07-22T10:18:29")
    assert jobs.run_due() == 0

    at("2026-07-22T10:18:30")
    assert jobs.run_due() == 1


def test_a_worker_given_up_for_dead_has_no_say_any_more(db, at):
    at("2026-07-22T10:18:00")
    note.enqueue(word="hola")
    slow = Job.objects.take()
    at("2026-07-22T10:19:00")
    Job.objects.take()

    slow.fail(ValueError(), at_most=1)

    assert Job.objects.get().status == "running"


def test_a_job_that_kills_its_workers_is_not_begun_for_ever(db, at):
    now = at("2026-07-22T10:18")
    stumble.enqueue(word="esto")
    for _ in range(stumble.attempts):
        assert Job.objects.take()
        now = at(now + job_module.LEASE)

    jobs.run_due()

    assert not done
    assert "murió" in jobs.dead_letters().get().why


def test_what_was_done_long_ago_is_forgotten_and_what_failed_is_not(dead, at):
    note.enqueue(word="hola")
    jobs.run_due()

    at("2026-07-30T10:18")

    assert jobs.sweep() == 1
    assert jobs.dead_letters().exists()


@given(st.integers(1, 200))
def test_the_pauses_grow_up_to_an_hour(attempts):
    pause = pause_after(attempts)

    assert timedelta(seconds=8) <= pause <= timedelta(minutes=72)
    if attempts < 6:
        assert pause_after(attempts + 1) > pause


def test_those_who_failed_together_do_not_come_back_together():
    assert len({pause_after(4) for _ in range(50)}) > 40
