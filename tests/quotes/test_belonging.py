"""Requests and quotes on a person's day, on a customer's page, and when someone leaves."""

from datetime import date
from decimal import Decimal

import pytest

from koios.accounts.handovers import handovers
from koios.core import audit, calendar
from koios.core.together import hear
from koios.customers.record import panels, steps, story
from koios.office import counts, queue
from koios.quotes import belonging, thread
from koios.quotes.models import LossReason, Need, Quote, TariffList
from tests.quotes.conftest import LINE, accept, send


@pytest.fixture(autouse=True)
def tuesday(at):
    at("2026-11-24T09:00")


@pytest.fixture
def make_need(school):
    def make(**told):
        told.setdefault("channel", "phone")
        told.setdefault("what", "Dos rutas para enero")
        return Need.take(by=audit.SYSTEM, **told)

    return make


def jobs(user):
    return {job.number: job for job in queue.Day(user, calendar.today()).jobs}


def figure_of(user):
    (figure,) = hear(belonging.approved_figure(user, calendar.today()))
    return figure


def steps_at(of, record, user):
    (told,) = hear(of(record, user))
    return told


def heard(part, customer, user, **told):
    (answer,) = hear(part(customer, user, customer.lineage(), **told))
    return answer


def test_a_need_waits_for_its_owner_and_for_nobody_else(make_need, ana, make_quote, otto):
    need = make_need(owner=ana)

    assert jobs(ana)[need.number].next_step == "Llamar para entender lo que necesita"
    assert need.number not in jobs(otto)


def test_a_need_that_nobody_attends_to_waits_for_all_who_sell(make_need, ana, otto):
    need = make_need()

    assert "nadie la atiende" in jobs(ana)[need.number].next_step
    assert need.number not in jobs(otto)


def test_a_sent_quote_waits_until_the_day_of_its_step(make_quote, ana):
    quote = make_quote(status="sent")

    job = jobs(ana)[quote.label]

    assert (job.next_step, job.due_on) == ("Preguntar qué les pareció", date(2026, 11, 27))
    assert job.due.total == 3 and job.due.left == 3


def test_a_quote_with_its_answer_waits_for_nobody(make_quote, ana):
    quote = make_quote(status="sent")
    accept(quote)

    assert quote.label not in jobs(ana)


def test_an_approval_waits_for_who_approves_and_the_seller_waits_for_them(make_quote, ana, gloria):
    dear = [{**LINE, "discount": Decimal(20)}]
    quote = make_quote(lines=dear)
    quote.ask_approval(by=ana)

    [theirs] = [job for job in jobs(gloria).values() if job.kind == "Cotización"]
    [mine] = [job for job in jobs(ana).values() if job.kind == "Cotización"]

    assert theirs.next_step == "Aprobarla para enviar" and theirs.due_on == calendar.today()
    assert mine.waiting
    assert counts.of(gloria)["queue.quotes"] == 1


def test_what_is_counted_is_what_is_shown(make_need, make_quote, ana):
    make_need(owner=ana)
    make_need()
    make_quote()
    make_quote(status="sent")

    told = counts.of(ana)

    assert told["queue.needs"] == 2 and told["queue.quotes"] == 2
    assert told["needs"] == 2 and told["quotes"] == 1
    assert len(jobs(ana)) == 4


def test_my_day_is_a_page_of_few_queries(
    client, make_need, make_quote, ana, django_assert_max_num_queries
):
    make_need(owner=ana)
    for _n in range(3):
        make_quote(status="sent")
    client.force_login(ana)
    client.get("/")

    with django_assert_max_num_queries(12):
        page = client.get("/").content.decode()

    assert "Preguntar qué les pareció" in page


def test_the_figure_tells_how_many_of_those_sent_were_taken(make_quote, ana):
    assert figure_of(ana) is None
    accept(make_quote(status="sent"))
    for _n in range(2):
        make_quote(status="sent")
    first = make_quote(status="sent")
    send(first.new_version(by=ana), by=ana)

    figure = figure_of(ana)

    assert figure.value == "25\u00a0%"
    assert figure.note.startswith("1 de 4")


def test_who_leaves_hands_over_what_is_open(make_need, make_quote, ana, gloria):
    need = make_need(owner=ana)
    done = accept(make_quote(status="sent"))
    draft, sent = make_quote(), make_quote(status="sent")

    for key in ("needs", "quotes"):
        assert handovers[key].count(ana).count() == {"needs": 1, "quotes": 2}[key]
        handovers[key].hand_over(ana, gloria, gloria)

    need.refresh_from_db()
    assert need.owner == gloria
    owners = {quote.pk: quote.owner for quote in Quote.objects.select_related("owner")}
    assert (owners[draft.pk], owners[sent.pk]) == (gloria, gloria)
    assert owners[done.pk] == ana
    assert not handovers["quotes"].count(ana)


def test_the_page_of_a_customer_tells_how_far_its_thread_is(make_need, make_quote, school, ana):
    make_need(customer=school)
    make_quote(status="sent")
    accept(make_quote(status="sent"))

    told = {step.stage: step.text for step in heard(steps, school, ana)}

    assert told["Solicitudes"] == "1 por atender"
    assert told["Cotizaciones"] == "1 enviada, 1 aprobada"
    assert told["Programaciones"] == "1 por prestar"
    titles = [panel.title for panel in heard(panels, school, ana)]
    assert "Cotizaciones aprobadas" in titles and "Próximos servicios" in titles


def test_the_prices_of_a_customer_stand_on_its_page(school, ana, make_service):
    tariffs = TariffList(name="Colegio 2026", valid_from=date(2026, 1, 1), customer=school)
    tariffs.begin(by=ana)
    tariffs.price(make_service(), Decimal(352_000), by=ana, vehicle_class="Bus 40")
    tariffs.publish(by=ana)

    [panel] = [panel for panel in heard(panels, school, ana) if "2026" in panel.title]

    assert [str(tariff.price) for tariff in panel.context["prices"]] == ["352000.00"]


def test_the_story_of_a_customer_tells_what_was_offered_and_answered(
    at, make_need, make_quote, school, ana
):
    at("2026-11-02T09:00")
    make_need(customer=school)
    at("2026-11-03T09:00")
    quote = make_quote(status="sent")
    at("2026-11-04T09:00")
    quote.open()
    at("2026-11-05T09:00")
    accept(quote)

    events = heard(story, school, ana, only="quotes").events
    told = [str(event.did) for event in events]

    assert "aprobó" in told[0] and "abrió" in told[1] and "envió" in told[2]
    [asked] = heard(story, school, ana, only="needs").events
    assert "pidió un servicio" in asked.did
    before = heard(story, school, ana, only="quotes", before=events[1].at)
    assert len(before.events) == 1 and "envió" in before.events[0].did


def test_a_need_shows_what_came_of_it(make_need, make_quote, school, ana):
    need = make_need(customer=school)
    alone = steps_at(thread.of_need, need, ana)
    quote = make_quote(status="sent", need=need)
    accept(quote)
    need.refresh_from_db()

    assert [(step.stage, step.is_next) for step in alone] == [
        ("Solicitud", False),
        ("Cotización", True),
    ]
    steps_of = steps_at(thread.of_need, need, ana)
    assert [step.stage for step in steps_of][:2] == ["Solicitud", "Cotización"]
    assert steps_of[0].is_current and "aprobada" in steps_of[1].text
    assert steps_of[-1].stage == "Programación" and steps_of[-1].text.startswith("SRV-2026-00001")


def test_a_quote_that_was_lost_leads_nowhere(make_quote, ana):
    quote = make_quote(status="sent")
    before = [step.stage for step in steps_at(thread.of_quote, quote, ana)]
    quote.reject(by=ana, reason=LossReason.objects.first())
    quote.refresh_from_db()

    assert before[-1] == "Programación"
    assert [step.stage for step in steps_at(thread.of_quote, quote, ana)] == ["Cotización"]


def test_who_may_not_see_quotes_finds_nothing_of_them(make_need, make_quote, school, ana):
    make_need(customer=school)
    make_quote(status="sent")
    role = ana.roles.get()
    role.change(by=ana, grants={**role.grants, "quotes": "", "scheduling": ""})
    stranger = type(ana).objects.get(pk=ana.pk)

    assert jobs(stranger) == {}
    stages = {step.stage for step in heard(steps, school, stranger)}
    assert not stages & {"Solicitudes", "Cotizaciones", "Programaciones"}
    events = heard(story, school, stranger, only="quotes").events
    assert events == []


def test_a_quote_that_was_not_sent_stands_on_the_thread_as_a_draft(make_quote, ana):
    first, *_later = steps_at(thread.of_quote, make_quote(), ana)

    assert (first.stage, first.text) == ("Cotización", "en borrador")
