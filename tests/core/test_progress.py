"""Long work tells how far it is, to other connections too, and how it ended."""

import threading

import pytest
from django.db import connection

from koios.core import progress as module
from koios.core.calendar import NonWorkingDay
from koios.core.progress import Progress, for_record
from koios.core.refusals import Refusal


@pytest.fixture
def work(db, ana):
    return Progress.begin("Importar clientes", owner=ana, total=200)


def again(work):
    return Progress.objects.get(pk=work.pk)


def test_work_waits_runs_and_ends(work):
    assert (again(work).state, again(work).percent) == ("waiting", 0)

    with work.running("Leyendo"):
        assert (again(work).state, again(work).message) == ("running", "Leyendo")
        work.finish("Listo")

    assert (again(work).state, again(work).done, again(work).is_over) == ("done", 200, True)
    assert again(work).ended_at


def test_it_is_told_now_and_then(work, django_assert_max_num_queries):
    with work.running(), django_assert_max_num_queries(3):
        for done in range(200):
            work.reach(done)

    assert work.done == 199


def test_what_was_last_reached_is_told_after_a_pause(work, monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 0)

    with work.running():
        work.reach(50, "Fila 50")

        assert (again(work).percent, again(work).message) == (25, "Fila 50")


def test_a_refusal_ends_it_with_its_words(work):
    with work.running():
        raise Refusal("No se puede porque no.")

    assert (again(work).state, again(work).message) == ("failed", "No se puede porque no.")


def test_a_fault_is_told_and_goes_on_and_the_next_attempt_runs_again(work):
    with pytest.raises(ZeroDivisionError), work.running():
        work.done = 1 / 0
    assert (again(work).state, "error del programa" in again(work).message) == ("failed", True)

    with work.running():
        assert (again(work).state, again(work).ended_at) == ("running", None)


def test_work_without_a_known_end_has_no_percent(db):
    assert Progress.begin("Buscar").percent is None


def test_a_record_knows_the_work_about_it(db):
    day = NonWorkingDay.objects.first()
    work = Progress.begin("Contar", about=day)

    assert list(for_record(day)) == [work]


@pytest.mark.django_db(transaction=True)
def test_another_connection_sees_it_while_it_runs():
    work = Progress.begin("Contar", total=10)
    seen = []

    def look():
        seen.append(Progress.objects.get(pk=work.pk).state)
        connection.close()

    with work.running():
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()

    assert seen == ["running"]
