"""What Koios told a person."""

import pytest

from koios.core import notices
from koios.core.notices import Notice


@pytest.fixture
def told(ana):
    notices.tell(
        ana, lambda: "PQRS-2026-000318 vence mañana", url="/cases/318/", key="a", urgent=True
    )
    return Notice.objects.get()


def test_a_notice_is_seen_by_its_person_alone(client, ana, beto, told):
    client.force_login(ana)
    hers = client.get("/notices/").content.decode()
    client.force_login(beto)
    his = client.get("/notices/").content.decode()

    assert "vence mañana" in hers
    assert "Urgente" in hers
    assert "vence mañana" not in his
    assert "No tiene avisos sin leer" in his


def test_the_bell_tells_how_many_are_unread(client, ana, told):
    client.force_login(ana)

    assert "Avisos: 1" in client.get("/notices/").content.decode()


def test_opening_a_notice_marks_it_as_read_and_leads_on(client, ana, told):
    client.force_login(ana)

    answer = client.post(f"/notices/{told.pk}/reading/")

    assert answer.headers["Location"] == "/cases/318/"
    assert Notice.objects.get().read_at is not None
    assert "vence mañana" not in client.get("/notices/").content.decode()
    assert "vence mañana" in client.get("/notices/?show=all").content.decode()


def test_nobody_reads_the_notice_of_another(client, beto, told):
    client.force_login(beto)

    assert client.post(f"/notices/{told.pk}/reading/").status_code == 404
    assert Notice.objects.get().read_at is None


def test_a_look_by_get_marks_nothing(client, ana, told):
    client.force_login(ana)

    assert client.get(f"/notices/{told.pk}/reading/").status_code == 405
    assert client.get("/notices/reading/").status_code == 405
    assert Notice.objects.get().read_at is None


def test_a_notice_never_leads_to_another_site(client, ana):
    notices.tell(ana, lambda: "Premio", url="https://elsewhere.example/", key="b")
    client.force_login(ana)

    answer = client.post(f"/notices/{Notice.objects.get().pk}/reading/")

    assert answer.headers["Location"] == "/notices/"


def test_all_are_marked_at_once(client, ana, beto, told):
    notices.tell(beto, lambda: "Otra", url="/", key="c")
    client.force_login(ana)

    client.post("/notices/reading/")

    assert not Notice.objects.filter(person=ana).unread()
    assert Notice.objects.filter(person=beto).unread()


def test_the_page_needs_few_queries(client, ana, django_assert_max_num_queries):
    for n in range(60):
        notices.tell(ana, lambda: "Aviso", url="/", key=f"{n}")
    client.force_login(ana)
    client.get("/notices/")

    with django_assert_max_num_queries(12):
        client.get("/notices/")
