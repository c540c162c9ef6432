"""What can be done with a quote, and what cannot any more."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from koios.accounts.models import User
from koios.core import audit, checks, files, jobs
from koios.core import settings as company
from koios.core.codes import OneTimeCode, WrongCode
from koios.core.notices import Notice
from koios.core.refusals import Refusal
from koios.customers.models import Customer
from koios.quotes import comparing, sweeps
from koios.quotes.composing import StaleQuote
from koios.quotes.models import Acceptance, LossReason, Quote, Status
from koios.quotes.quote import check_quotes
from koios.scheduling.models import ServiceOrder
from tests.quotes.conftest import LINE, OPTIONAL, accept, send, spent_code

pytestmark = pytest.mark.django_db


def basket_with(name="orden.pdf"):
    basket = files.basket_new()
    files.stage(basket, SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF\n"))
    return basket


def test_a_draft_has_no_number_and_its_total_is_that_of_its_lines(make_quote):
    quote = make_quote()

    assert quote.number is None
    assert quote.total == 42_000_000
    assert quote.ref == quote.key


def test_the_same_form_sent_twice_makes_one_draft(make_quote):
    one = make_quote(submission="abc")
    two = make_quote(submission="abc")

    assert one == two
    assert Quote.objects.count() == 1


def test_on_sending_it_takes_its_number_and_its_last_day(make_quote, at):
    at("2026-07-22T10:18")

    quote = make_quote(status="sent", valid_days=30)

    assert quote.label == "COT-2026-0001"
    assert quote.sent_on == date(2026, 7, 22)
    assert quote.valid_until == date(2026, 8, 21)


def test_what_is_mailed_is_the_paper_that_is_kept_with_the_link(make_quote, smtp):
    quote = make_quote(status="sent")

    mail = smtp.last("carla@laarboleda.example")
    paper = mail.attachments["COT-2026-0001-v1.pdf"]
    assert hashlib.sha256(paper).hexdigest() == quote.document.sha256
    assert quote.public_url in mail.text
    assert "COT-2026-0001" in mail.subject


def test_what_was_sent_is_not_changed(make_quote, ana):
    quote = make_quote(status="sent")

    with pytest.raises(Refusal, match="versión nueva"):
        quote.revise(by=ana, title="Otra cosa")


def test_a_quote_without_capability_check_does_not_leave(make_quote, ana):
    quote = make_quote(checked=False)

    with pytest.raises(Refusal, match="ISO 9001"):
        send(quote, by=ana)

    quote.check_capability(verdict="no", means="No hay buses", by=ana)
    with pytest.raises(Refusal, match="no podemos"):
        send(quote, by=ana)


def test_whoever_edits_an_old_draft_is_told_and_changes_nothing(make_quote, ana, gloria):
    quote = make_quote()
    seen = quote.changed_at
    quote.revise(by=gloria, changed_at=seen, title="Transporte y monitora")

    with pytest.raises(StaleQuote):
        Quote.objects.get().revise(by=ana, changed_at=seen, title="Transporte")

    assert Quote.objects.get().title == "Transporte y monitora"


# Approval inside


def test_above_the_discount_it_waits_for_another_persons_approval(make_quote, ana, gloria):
    quote = make_quote(lines=[LINE | {"discount": Decimal("10.01")}])
    assert quote.needs_approval

    with pytest.raises(Refusal, match="aprobación interna"):
        send(quote, by=ana)
    quote.ask_approval(by=ana)
    with pytest.raises(Refusal, match="distinta"):
        quote.decide_approval(True, by=ana)
    quote.decide_approval(True, by=gloria)

    send(quote, by=ana)
    assert quote.status == Status.SENT


def test_an_approval_is_of_those_very_lines(make_quote, ana, gloria):
    quote = make_quote(lines=[LINE | {"discount": Decimal(20)}])
    quote.ask_approval(by=ana)
    quote.decide_approval(True, by=gloria)

    quote.revise(by=ana, lines=[LINE | {"discount": Decimal(30)}])

    assert Quote.objects.get().needs_approval


def test_options_count_for_the_limit_of_the_amount(make_quote):
    dear = OPTIONAL | {"price": Decimal(5_000_000)}

    assert make_quote(lines=[LINE]).needs_approval is False
    assert make_quote(lines=[LINE, dear]).needs_approval


# The customer answers


def test_the_customer_takes_it_with_the_options_that_they_tick(make_quote, school):
    quote = make_quote(lines=[LINE, OPTIONAL], status="sent")
    (option,) = quote.optional_lines

    accept(quote, chosen=[option.pk])

    quote = Quote.objects.get()
    assert quote.status == Status.APPROVED
    assert quote.total == 42_000_000 + 5_950_000
    assert quote.acceptance.paper == quote.document.sha256
    assert quote.acceptance.email == "carla@laarboleda.example"


def test_an_approved_quote_opens_a_service_order_with_the_next_consecutive(make_quote, otto, at):
    at("2026-07-22T10:18")
    quote = make_quote(lines=[LINE, OPTIONAL], status="sent")

    accept(quote)

    order = ServiceOrder.objects.get()
    assert order.number == "SRV-2026-00001"
    assert order.status == "requested"
    assert [line.description for line in order.lines.all()] == [LINE["description"]]
    assert otto.notices.filter(url=order.get_absolute_url()).exists()


def test_if_the_service_order_cannot_be_opened_the_quote_was_not_approved(make_quote, monkeypatch):
    quote = make_quote(status="sent")
    code = spent_code(quote)
    monkeypatch.setattr(ServiceOrder, "open_from", None)

    with pytest.raises(TypeError):
        quote.accept(name="Carla", document="", role="", code=code, consent="Sí")

    assert Quote.objects.get().status == Status.SENT
    assert not Acceptance.objects.exists()


def test_a_prospect_that_takes_a_quote_is_a_customer(make_quote, make_customer):
    prospect = make_customer("Hotel El Samán", "900153453", status=Customer.Status.PROSPECT)
    quote = make_quote(status="sent", customer=prospect)

    accept(quote)

    assert Customer.objects.get(pk=prospect.pk).status == Customer.Status.ACTIVE


def test_of_two_who_answer_the_first_one_counts(make_quote, ana):
    quote = make_quote(status="sent")
    accept(quote)

    with pytest.raises(Refusal, match="Carla"):
        accept(quote, name="Diego")
    with pytest.raises(Refusal):
        quote.reject(by=audit.PUBLIC, reason=LossReason.objects.first())


def test_a_quote_past_its_last_day_is_not_taken(make_quote, at):
    at("2026-07-22T10:18")
    quote = make_quote(status="sent", valid_days=3)
    at("2026-07-25T23:59")
    code = spent_code(quote)
    at("2026-07-26T00:00")

    with pytest.raises(Refusal, match="valía hasta"):
        quote.accept(name="Carla", document="", role="", code=code, consent="Sí")


def test_a_rejection_has_its_reason_and_both_sides_are_written_to(make_quote, smtp, ana):
    quote = make_quote(status="sent")
    reason = LossReason.objects.get(name="Precio")

    quote.reject(by=audit.PUBLIC, reason=reason, comment="Muy caro", name="Carla")
    jobs.run_due()

    quote = Quote.objects.get()
    assert (quote.status, quote.reason) == (Status.REJECTED, reason)
    assert quote.answered_by == "Carla"
    mail = smtp.last("carla@laarboleda.example")
    assert "Recibimos su respuesta" in mail.subject
    assert ana.email in mail.message["Cc"]


def test_an_approval_on_paper_needs_the_paper(make_quote, ana, at):
    at("2026-07-22T10:18")
    quote = make_quote(status="sent")
    told = {"by": ana, "name": "Carla Ríos", "on": date(2026, 7, 22)}

    with pytest.raises(Refusal, match="soporte"):
        quote.register_acceptance(basket=files.basket_new(), **told)
    quote.register_acceptance(basket=basket_with(), **told)

    acceptance = Acceptance.objects.get()
    assert acceptance.registered_by == ana
    assert acceptance.proofs().count() == 1


# Time


def test_at_the_end_of_its_last_day_it_expires_and_not_before(make_quote, at):
    at("2026-07-22T10:18")
    quote = make_quote(status="sent", valid_days=3)
    at("2026-07-25T23:59")
    sweeps.expire()
    assert Quote.objects.get().status == Status.SENT

    at("2026-07-26T00:15")
    sweeps.expire()
    sweeps.expire()

    assert Quote.objects.get().status == Status.EXPIRED
    assert audit.trail(quote).filter(verb="expired").count() == 1


def test_expiry_never_takes_an_answer_away(make_quote, at):
    at("2026-07-22T10:18")
    quote = make_quote(status="sent", valid_days=3)
    accept(quote)
    at("2026-08-22T10:18")

    assert quote.expire() is False
    assert Quote.objects.get().status == Status.APPROVED


def test_a_customer_is_reminded_once_for_each_rung_and_in_the_hours_of_the_law(
    make_quote, at, smtp
):
    at("2026-07-21T10:18")  # a Tuesday
    make_quote(status="sent", valid_days=30)
    at("2026-07-26T06:00")  # the Sunday five days on
    sweeps.remind()
    sweeps.remind()

    at("2026-07-27T06:59")
    jobs.run_due()
    assert len(smtp.messages) == 1
    at("2026-07-27T07:01")
    jobs.run_due()
    assert "vale hasta" in smtp.last("carla@laarboleda.example").subject
    assert len(smtp.messages) == 2


# Versions


def test_a_new_version_keeps_the_number_and_takes_the_place_of_the_one_before(make_quote, ana):
    first = make_quote(status="sent")

    second = first.new_version(by=ana)
    assert second.number is None
    assert [line.price for line in second.all_lines] == [LINE["price"]]
    second.revise(by=ana, lines=[LINE | {"price": Decimal(4_000_000)}])
    send(second, by=ana)

    first, second = Quote.objects.order_by("version")
    assert second.label == "COT-2026-0001 v2"
    assert first.status == Status.SUPERSEDED
    assert first.newest() == second
    assert second.capability.verdict == "yes"


def test_two_who_press_new_version_get_the_same_draft(make_quote, ana, gloria):
    first = make_quote(status="sent")

    assert first.new_version(by=ana) == first.new_version(by=gloria)


def test_a_version_of_what_was_approved_meanwhile_does_not_leave(make_quote, ana):
    first = make_quote(status="sent")
    second = first.new_version(by=ana)
    accept(first)

    with pytest.raises(Refusal, match="aprobada"):
        send(second, by=ana)


def test_numbers_have_no_gap_when_a_draft_is_discarded(make_quote, ana):
    make_quote(status="sent")
    make_quote().discard(by=ana)
    make_quote(status="sent")

    assert sorted(Quote.objects.values_list("number", flat=True)) == [
        "COT-2026-0001",
        "COT-2026-0002",
    ]
    assert not [line for check in checks.checks for line in check()]


# Codes and what was said


def test_a_code_is_good_once_and_five_wrong_tries_close_it(make_quote):
    quote = make_quote(status="sent")
    digits = OneTimeCode.issue("quote.accept", about=quote, address="carla@x.example")
    told = {"about": quote, "address": "Carla@x.example"}
    wrong = "000000" if digits != "000000" else "111111"

    for _n in range(5):
        with pytest.raises(WrongCode):
            OneTimeCode.use("quote.accept", digits=wrong, **told)
    with pytest.raises(WrongCode):
        OneTimeCode.use("quote.accept", digits=digits, **told)


def test_a_code_for_one_quote_does_not_open_another(make_quote):
    one, other = make_quote(status="sent"), make_quote(status="sent")
    digits = OneTimeCode.issue("quote.accept", about=one, address="carla@x.example")

    with pytest.raises(WrongCode):
        OneTimeCode.use("quote.accept", about=other, address="carla@x.example", digits=digits)


def test_a_question_reaches_the_seller_and_the_reply_the_customer(make_quote, ana, smtp):
    quote = make_quote(status="sent")

    quote.ask("¿Incluye los peajes?", name="Carla Ríos")
    quote.reply("Sí, todos.", by=ana)
    jobs.run_due()

    assert ana.notices.filter(key__startswith="quote.asked").exists()
    assert "Sí, todos." in smtp.last("carla@laarboleda.example").text


def test_a_line_edited_by_sql_is_seen_by_check(make_quote):
    make_quote()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE quotes_quoteline SET net = 1")

    assert any("quotes.quote" in line for line in checks.checks["quotes"]())


def test_a_whole_number_says_what_a_decimal_says(make_quote):
    told = {"description": "Ruta", "quantity": 2, "price": 90_000}
    whole = make_quote(lines=[told])
    exact = make_quote(lines=[told | {"quantity": Decimal("2.00"), "price": Decimal("90000.0")}])

    assert whole.lines_digest == exact.lines_digest
    assert list(check_quotes()) == []


def test_settings_have_their_defaults(db):
    assert company.get("quotes.remind_after") == [5, 12]


# Pages


def test_the_customers_page_shows_what_was_sent_and_only_to_who_has_the_whole_key(
    make_quote, client
):
    quote, other = make_quote(status="sent"), make_quote(status="sent", title="De otro")
    key, _dash, secret = quote.token.partition("-")

    shown = client.get(quote.public_url)
    assert shown.status_code == 200
    assert "$ 42.000.000" in shown.content.decode().replace("\xa0", " ")
    assert client.get(f"/cotizacion/{key}-{secret[::-1]}/").status_code == 404
    assert client.get(f"/cotizacion/{other.key}-{secret}/").status_code == 404
    paper = client.get(f"{quote.public_url}pdf/")
    assert hashlib.sha256(b"".join(paper.streaming_content)).hexdigest() == quote.document.sha256


def test_a_draft_is_not_shown_outside(make_quote, client):
    assert client.get(make_quote().public_url).status_code == 404


def test_the_page_of_a_quote_and_of_its_order_for_the_team(make_quote, client, ana):
    quote = make_quote(status="sent")
    accept(quote)
    client.force_login(ana)

    assert LINE["description"] in client.get(quote.get_absolute_url()).content.decode()
    order = ServiceOrder.objects.get()
    assert order.number in client.get(order.get_absolute_url()).content.decode()


def test_a_quote_like_an_earlier_one_takes_its_texts_and_its_validity(make_quote):
    earlier = make_quote(valid_days=60, conditions="A 30 días.")

    another = make_quote(like=earlier, lines=())

    assert (another.valid_days, another.conditions) == (60, "A 30 días.")
    assert another.total == earlier.total


def test_a_new_version_wants_a_contract_as_the_one_before_did(make_quote, ana):
    first = make_quote(status="sent", contract_wanted=True)

    assert first.new_version(by=ana).contract_wanted


# Who looks after it, what is said inside


def test_who_takes_a_quote_over_is_told(make_quote, ana, gloria):
    quote = make_quote()

    quote.hand_to(gloria, by=ana, reason="Vacaciones")
    quote.hand_to(gloria, by=ana)

    assert quote.owner == gloria
    [told] = Notice.objects.filter(person=gloria)
    assert "Ana Restrepo le entregó Borrador" in told.text
    assert audit.trail(quote).last().verb == "handed_over"


def test_who_is_mentioned_in_a_note_is_told_if_they_may_see_it(make_quote, ana, gloria):
    quote = make_quote()
    outsider = User.objects.create_person("rosa@koios.example", "Rosa Gil", [])

    quote.note("@Gloria mire el margen", by=ana, mentions=[gloria, ana, outsider])

    assert [notice.person for notice in Notice.objects.all()] == [gloria]


# What a version says differently


def test_the_changes_of_a_version_name_each_line_and_what_it_was(make_quote, ana):
    first = make_quote(lines=[LINE, OPTIONAL], status="sent")
    second = first.new_version(by=ana)
    second.revise(
        by=ana,
        title="Transporte escolar 2027 y 2028",
        lines=[
            {**LINE, "price": Decimal(4_000_000), "discount": Decimal(5)},
            {"description": "Alquiler de buseta", "quantity": Decimal(1), "price": Decimal(90_000)},
        ],
    )

    found = [(one.line, one.name, one.before, one.after) for one in comparing.changes(second)]

    told = [tuple(text.replace("\xa0", " ") for text in one) for one in found]
    assert ("Ruta escolar La Arboleda – Norte", "Precio", "$ 4.200.000", "$ 4.000.000") in told
    assert ("Ruta escolar La Arboleda – Norte", "Descuento", "", "5 %") in told
    assert ("Monitora a bordo", "Ya no está", "10 meses × $ 500.000 = $ 5.000.000", "") in told
    assert ("Alquiler de buseta", "Línea nueva", "", "1 unidad × $ 90.000 = $ 90.000") in told
    assert ("", "Total", "$ 42.000.000", "$ 38.090.000") in told
    assert ("", "Qué se ofrece", "Transporte escolar 2027", second.title) in told


def test_a_version_that_changes_nothing_has_no_changes(make_quote, ana):
    assert comparing.changes(make_quote(status="sent").new_version(by=ana)) == []
