"""My day: what waits for a person, by the date on which it falls due."""

from datetime import date

import pytest

from koios.core.settings import put
from koios.office import counts, queue
from koios.office.queue import Day, Job, Measure, Source
from koios.ui.due import Due
from koios.ui.figures import Figure

WEDNESDAY = date(2026, 7, 22)


def job(number, due_on=None, **fields):
    fields.setdefault("title", "La ruta 7 no pasó")
    return Job("PQRS", number, url=f"/cases/{number}/", due_on=due_on, **fields)


def source(*jobs, key="cases", module="", label="PQRS"):
    return Source(key, label, "message-2", telling(jobs), lambda user: len(jobs), module)


def telling(what):
    """Somebody who knows it without asking the database."""

    def told(user, today):
        yield ()
        return what

    return told


def day_of(person, *jobs, on=WEDNESDAY, **options):
    queue.sources.add("cases", source(*jobs))
    return Day(person, on, **options)


@pytest.mark.parametrize(
    ("due_on", "group"),
    [
        (date(2026, 7, 21), "Vencido y hoy"),
        (date(2026, 7, 22), "Vencido y hoy"),
        (date(2026, 7, 23), "Mañana"),
        (date(2026, 7, 24), "El viernes"),
        (date(2026, 7, 26), "El domingo"),
        (date(2026, 7, 27), "La semana entrante"),
        (date(2026, 8, 2), "La semana entrante"),
        (date(2026, 8, 3), "Agosto"),
        (date(2027, 1, 12), "Enero\u00a0de\u00a02027"),
        (None, "Sin fecha"),
    ],
)
def test_a_job_stands_under_the_date_on_which_it_falls_due(ana, sources, due_on, group):
    day = day_of(ana, job("000305", due_on))

    assert [one.title for one in day.groups] == [group]


def test_late_in_a_month_its_last_days_have_their_own_group(ana, sources):
    day = day_of(ana, job("000305", date(2026, 7, 28)), on=date(2026, 7, 6))

    assert [one.title for one in day.groups] == ["El resto de julio"]


@pytest.mark.parametrize(
    ("days", "title"),
    [
        ((23, 24), "Mañana y viernes"),
        ((23, 24, 25), "Mañana y esta semana"),
        ((24, 25), "Esta semana"),
    ],
)
def test_the_rest_of_the_week_is_named_by_its_days(ana, sources, days, title):
    day = day_of(ana, *(job(f"0003{n}", date(2026, 7, n)) for n in days))

    assert [one.title for one in day.groups] == [title]


def test_what_others_must_do_first_waits_at_the_end_whatever_its_date(ana, sources):
    day = day_of(
        ana,
        job("000324", date(2026, 7, 20), waiting=True),
        job("000333", None),
        job("000327", date(2026, 9, 3)),
        job("000305", WEDNESDAY),
    )

    titles = [one.title for one in day.groups]

    assert titles == ["Vencido y hoy", "Septiembre", "Sin fecha", "En espera de otros"]


def test_far_groups_show_their_first_jobs_until_somebody_asks_for_all(ana, sources):
    jobs = [job(f"{n:06}", date(2026, 8, 3)) for n in range(20)]

    short = day_of(ana, *jobs).groups[0]
    whole = Day(ana, WEDNESDAY, opened="2026-08").groups[0]

    assert (len(short.shown), short.hidden) == (12, 8)
    assert (len(whole.shown), whole.hidden) == (20, 0)


def test_what_is_overdue_is_never_hidden(ana, sources):
    day = day_of(ana, *(job(f"{n:06}", WEDNESDAY) for n in range(40)))

    assert len(day.groups[0].shown) == 40


def test_a_person_finds_only_the_work_of_their_modules(ana, beto, sources):
    sources.add("cases", source(job("000305", WEDNESDAY)))
    sources.add("trail", source(job("000001", WEDNESDAY), key="trail", module="trail"))

    seen = {person.name: len(Day(person, WEDNESDAY).jobs) for person in (ana, beto)}

    assert seen == {"Ana Restrepo": 1, "Beto Marín": 2}


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((), ""),
        ((21, 22, 22), "Un asunto vencido y 2 que vencen hoy."),
        ((20, 21), "2 asuntos vencidos."),
        ((22,), "Un asunto vence hoy."),
        ((24,), "Nada vence hoy."),
    ],
)
def test_the_day_is_told_in_a_sentence(ana, sources, days, told):
    day = day_of(ana, *(job(f"{i:06}", date(2026, 7, n)) for i, n in enumerate(days)))

    assert day.summary == told


# The page


def test_the_page_shows_what_waits_and_how_the_process_goes(client, ana, sources, figures, at):
    at("2026-07-22T10:18")
    due = Due.of(total=15, gone=15)
    sources.add(
        "cases", source(job("PQRS-2026-000305", WEDNESDAY, next_step="Responder.", due=due))
    )
    figures.add("on-time", Measure("on-time", telling(Figure("A tiempo", "96,4 %", "n = 139"))))
    client.force_login(ana)

    page = client.get("/").content.decode()

    for told in (
        "Miércoles 22",
        "PQRS-2026-000305",
        "Responder.",
        "Vence hoy",
        "96,4 %",
        "n = 139",
    ):
        assert told in page


def test_the_page_says_kindly_that_nothing_waits(client, ana, sources, figures):
    client.force_login(ana)

    page = client.get("/").content.decode()

    assert "Nada espera por usted" in page
    assert "Cómo va el proceso" not in page


def test_a_figure_that_was_not_measured_is_not_shown(client, ana, sources, figures):
    figures.add("on-time", Measure("on-time", telling(None)))
    client.force_login(ana)

    assert "Cómo va el proceso" not in client.get("/").content.decode()


def test_each_kind_of_work_has_its_tab(client, ana, sources, at):
    at("2026-07-22T10:18")
    sources.add("cases", source(job("PQRS-1", WEDNESDAY)))
    sources.add("actions", source(job("AC-1", WEDNESDAY), key="actions", label="Acciones"))
    client.force_login(ana)

    page = client.get("/?source=actions").content.decode()

    assert "AC-1" in page
    assert "PQRS-1" not in page
    assert 'href="?source=cases"' in page


def test_the_page_needs_few_queries(client, ana, sources, django_assert_max_num_queries):
    sources.add("cases", source(*(job(f"{n:06}", WEDNESDAY) for n in range(50))))
    client.force_login(ana)
    client.get("/")

    with django_assert_max_num_queries(12):
        client.get("/")


# The numbers of the rail


def test_numbers_are_counted_once_and_again_after_ones_own_act(nora, sources):
    asked = []
    sources.add(
        "cases", Source("cases", "PQRS", "", None, lambda user: asked.append(user) or len(asked))
    )

    first, second = counts.of(nora)["queue"], counts.of(_again(nora))["queue"]
    put("company.phone", "606 555 0134", by=nora)
    third = counts.of(_again(nora))["queue"]

    assert (first, second, third) == (1, 1, 2)


def test_numbers_are_of_each_person_alone(ana, beto, sources):
    sources.add("cases", Source("cases", "PQRS", "", None, lambda user: user.pk))

    assert counts.of(ana)["queue"] == ana.pk
    assert counts.of(beto)["queue"] == beto.pk


def _again(person):
    """The same person in their next request."""
    return type(person).objects.get(pk=person.pk)
