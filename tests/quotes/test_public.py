"""The customer's page of a quote: read, tick, ask, take it or not; and nothing of anybody else."""

import hashlib
import re
from decimal import Decimal
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from koios.cases.models import Case
from koios.core import audit, files, jobs
from koios.quotes import sweeps
from koios.quotes.models import Acceptance, LossReason, Quote, Status
from koios.quotes.public import intents
from koios.quotes.public.offer import Offered
from koios.scheduling.models import ServiceOrder
from tests.quotes.conftest import LINE, OPTIONAL, accept, send

pytestmark = pytest.mark.django_db

SECOND = OPTIONAL | {"description": "Segundo conductor", "price": Decimal(100_000)}
WHO = {
    "name": "Carla Ríos",
    "role": "Rectora",
    "document_type": "CC",
    "document": "41.935.118",
    "consent": "on",
}


@pytest.fixture
def quote(make_quote, at):
    """Sent on 22 July at ten, good until 21 August, with two options."""
    at("2026-07-22T10:00")
    return make_quote(lines=[LINE, OPTIONAL, SECOND], status="sent", valid_days=30)


def text_of(response):
    """What is read on a page: no tags, plain spaces."""
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(unescape(body).replace("\xa0", " ").split())


def begin(client, quote, *options, **told):
    """Press «Aprobar» with those options ticked and shown."""
    keys = [line.pk for line in options]
    shown = "-".join(map(str, sorted(keys))) or "0"
    fields = WHO | {"option": keys, "shown": shown} | told
    return client.post(f"{quote.public_url}aprobacion/", fields)


def code_in(smtp, to="carla@laarboleda.example"):
    """The digits of the last mail with a code."""
    jobs.run_due()
    mails = [mail for mail in smtp.messages if to in mail.recipients and "Código" in mail.subject]
    return re.search(r"\b(\d{6})\b", mails[-1].text)[1]


def take(client, smtp, quote, *options, **told):
    """The whole way: who, the code of the mail, and the answer page."""
    there = begin(client, quote, *options, **told).url
    return client.post(there, {"code": code_in(smtp)}, follow=True)


# Reading


def test_a_get_tells_nobody_that_it_was_opened(client, quote, ana):
    client.get(quote.public_url)
    client.get(f"{quote.public_url}pdf/")

    assert Quote.objects.get().opened_at is None
    assert not ana.notices.filter(key__startswith="quote.opened").exists()


@pytest.mark.parametrize("door", ["vista", "opciones"])
def test_any_press_counts_as_opened_once(client, quote, ana, door):
    client.post(f"{quote.public_url}{door}/")
    client.post(f"{quote.public_url}{door}/")

    assert Quote.objects.get().opened_at is not None
    assert ana.notices.filter(key__startswith="quote.opened").count() == 1


def test_the_seller_who_looks_at_the_page_has_not_opened_it_for_the_customer(client, quote, ana):
    client.force_login(ana)

    client.post(f"{quote.public_url}vista/")

    assert Quote.objects.get().opened_at is None
    assert b"quotes/look.js" not in client.get(quote.public_url).content


def test_the_address_is_a_key_and_nothing_keeps_or_lists_or_passes_it_on(client, quote):
    for address in (quote.public_url, f"{quote.public_url}pdf/"):
        told = client.get(address).headers
        assert "no-store" in told["Cache-Control"]
        assert told["X-Robots-Tag"] == "noindex, nofollow"
        assert told["Referrer-Policy"] == "same-origin"
    page = client.get(quote.public_url).content.decode()
    links = re.findall(r'(?:href|src)="(https?://[^"]+)"', page)
    assert all("supertransporte" in link for link in links)


def test_the_page_of_a_quote_asks_little(client, quote, django_assert_max_num_queries):
    client.get(quote.public_url)

    with django_assert_max_num_queries(12):
        client.get(quote.public_url)


def test_a_price_is_read_with_its_unit_its_discount_and_its_iva(client, make_quote):
    line = LINE | {"discount": Decimal("7.5"), "route": "Norte"}
    quote = make_quote(lines=[line, OPTIONAL], status="sent")

    page = text_of(client.get(quote.public_url))

    assert "10 × $ 4.200.000 por mes" in page
    assert "RUT-01, Norte" in page
    assert "Descuento del 7,5 %." in page
    assert "excluido $ 38.850.000" in page


def test_hostile_words_of_a_quote_are_only_words(client, make_quote, ana):
    evil = "<script>alert(1)</script>"
    quote = make_quote(
        lines=[LINE | {"description": evil}],
        title=evil,
        conditions=f"Pago: {evil}",
        introduction=evil,
        status="sent",
    )
    quote.ask(evil, name=evil)

    assert b"<script>alert" not in client.get(quote.public_url).content


# Options


def test_ticking_an_option_changes_the_sums_and_the_words(client, quote):
    option = quote.optional_lines[0]

    page = client.post(
        f"{quote.public_url}opciones/", {"option": option.pk}, headers={"HX-Request": "true"}
    )

    told = text_of(page)
    assert "IVA 19 % $ 950.000" in told
    assert "Total $ 47.950.000" in told
    assert told.count("$ 47.950.000") == 4  # total, below, on the button, in the consent
    assert f'value="{option.pk}"' in page.content.decode()


def test_without_script_a_button_does_the_same_and_keeps_what_was_typed(client, quote):
    option = quote.optional_lines[0]

    page = client.post(f"{quote.public_url}opciones/", WHO | {"option": option.pk, "name": "Luz"})

    assert "Total $ 47.950.000" in text_of(page)
    assert 'value="Luz"' in page.content.decode()
    assert not re.search(r'name="consent"[^>]*checked', page.content.decode())
    again = client.get(quote.public_url).content.decode()
    assert re.search(rf'value="{option.pk}"[^>]*checked', again)


def test_nobody_approves_a_total_that_they_did_not_see(client, quote, smtp):
    page = begin(client, quote, quote.optional_lines[0], shown="0")

    assert page.status_code == 409
    assert "el total es $ 47.950.000. Revíselo" in text_of(page)
    assert 'value="Carla Ríos"' in page.content.decode()
    jobs.run_due()
    assert not [mail for mail in smtp.messages if "Código" in mail.subject]


def test_options_of_another_quote_count_nothing(client, quote, make_quote):
    other = make_quote(lines=[LINE, OPTIONAL], status="sent").optional_lines[0]

    page = client.post(f"{quote.public_url}opciones/", {"option": [other.pk, "x", "-1"]})

    assert "Total $ 42.000.000" in text_of(page)


some_options = st.lists(
    st.fixed_dictionaries(
        {
            "description": st.just("Algo"),
            "quantity": st.decimals("0.001", "999", places=3),
            "price": st.decimals("0", "9999999", places=2),
            "discount": st.decimals("0", "100", places=2),
            "tax_category": st.sampled_from(["excluded", "exempt", "reduced", "general"]),
            "optional": st.booleans(),
        }
    ),
    max_size=6,
)


@given(lines=some_options, picked=st.sets(st.integers(0, 5)))
@hypothesis(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_with_any_options_the_total_is_the_one_worked_out_on_paper(make_quote, lines, picked):
    quote = make_quote(lines=[LINE, *lines])
    ticked = [one.pk for at, one in enumerate(quote.all_lines) if at in picked]

    offered = Offered(quote, ticked)

    nets, taxed = 0, {}
    for at, told in enumerate([LINE, *lines]):
        if told.get("optional") and at not in picked:
            continue
        exact = told["quantity"] * told["price"] * (100 - told.get("discount", 0)) / 100
        net = int(exact + Decimal("0.5"))
        rate = {"general": 19, "reduced": 5}.get(told["tax_category"], 0)
        nets += net
        taxed[rate] = taxed.get(rate, 0) + net
    iva = {rate: (base * rate * 2 + 100) // 200 for rate, base in taxed.items()}
    assert offered.sums.total == nets + sum(iva.values())
    shown = {name: amount for name, amount in offered.totals if name.startswith("IVA")}
    assert len(shown) == len([amount for amount in iva.values() if amount])


# Taking it


def test_who_has_the_code_of_the_mail_takes_it_and_is_told_what_comes_next(client, quote, smtp):
    option = quote.optional_lines[1]

    page = take(client, smtp, quote, option)

    told = text_of(page)
    assert "Quedó aprobada la cotización COT-2026-0001" in told
    assert "Orden de servicio SRV-2026-00001" in told
    assert "Segundo conductor" in told and "CC •••118" in told
    assert ServiceOrder.objects.get().total == 42_000_000 + 1_190_000
    jobs.run_due()
    mail = smtp.last("carla@laarboleda.example")
    assert "Recibimos su aprobación" in mail.subject
    assert "SRV-2026-00001" in mail.text and "Segundo conductor" in mail.text
    paper = mail.attachments["COT-2026-0001-v1.pdf"]
    assert hashlib.sha256(paper).hexdigest() == quote.document.sha256


def test_the_evidence_is_who_what_when_from_where_and_the_words(client, quote, smtp, at):
    shown = client.get(quote.public_url)
    words = re.search(r'id="palabras">([^<]+)<', shown.content.decode())[1]
    at("2026-07-23T16:40")

    there = begin(client, quote).url
    digits = code_in(smtp)
    at("2026-07-23T16:45")
    agent = {"User-Agent": "Mozilla/5.0 (Android 15)"}
    client.post(there, {"code": digits}, headers=agent, REMOTE_ADDR="186.28.10.4")

    kept = Acceptance.objects.get()
    assert (kept.name, kept.document, kept.role) == ("Carla Ríos", "CC 41.935.118", "Rectora")
    assert kept.email == "carla@laarboleda.example"
    assert kept.consent == unescape(words)
    assert (kept.code_used_at - kept.code_sent_at).seconds == 300
    assert (kept.ip, kept.agent) == ("186.28.10.4", "Mozilla/5.0 (Android 15)")
    assert kept.paper == quote.document.sha256
    assert audit.trail(quote).filter(verb="code_sent").exists()


def test_the_code_goes_to_an_address_that_has_the_quote_and_shows_none_whole(
    client, make_quote, ana, smtp
):
    quote = make_quote()
    send(quote, by=ana, to=("carla@laarboleda.example", "camila@laarboleda.example", "yo@x.co"))
    jobs.run_due()
    page = client.get(quote.public_url).content.decode()
    keys = re.findall(r'name="address" value="([^"]+)"', page)

    assert len(keys) == 3
    for address in quote.addresses:
        assert address not in page
    assert "c•••a@laarboleda.example" in page and "c••••a@laarboleda.example" in page
    assert begin(client, quote).status_code == 422  # nobody is chosen for them
    assert begin(client, quote, address="diego@otro.example").status_code == 422
    page = client.get(begin(client, quote, address=keys[1]).url).content.decode()
    assert "camila@" not in page
    jobs.run_due()
    (mail,) = [mail for mail in smtp.messages if "Código" in mail.subject]
    assert mail.recipients == ["camila@laarboleda.example"]
    assert "$ 42.000.000" in mail.text.replace("\xa0", " ")


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"name": " "}, "Escriba su nombre"),
        ({"role": ""}, "Escriba su cargo"),
        ({"document": "12"}, "de 6 a 10"),
        ({"consent": ""}, "Marque la casilla"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(client, quote, wrong, said):
    page = begin(client, quote, quote.optional_lines[0], **wrong)

    assert page.status_code == 422
    body = page.content.decode()
    assert said in unescape(body)
    assert re.search(rf'value="{quote.optional_lines[0].pk}"[^>]*checked', body)
    if "name" not in wrong:
        assert 'value="Carla Ríos"' in body


def test_five_wrong_codes_close_it_and_another_one_opens(client, quote, smtp, at):
    there = begin(client, quote).url
    right = code_in(smtp)
    wrong = "000000" if right != "000000" else "111111"
    for _n in range(5):
        assert client.post(there, {"code": wrong}).status_code == 422

    page = client.post(there, {"code": right})

    assert page.status_code == 422 and "ya venció" in text_of(page)
    assert Quote.objects.get().status == Status.SENT
    client.post(f"{there}otro/")
    client.post(there, {"code": code_in(smtp)})
    assert Quote.objects.get().status == Status.APPROVED


def test_a_code_is_good_for_ten_minutes(client, quote, smtp, at):
    there = begin(client, quote).url
    digits = code_in(smtp)

    at("2026-07-22T10:10:01")

    assert client.post(there, {"code": digits}).status_code == 422
    assert Quote.objects.get().status == Status.SENT


def test_the_code_for_one_total_opens_no_other(client, quote, smtp):
    plain = begin(client, quote).url
    digits = code_in(smtp)
    dearer = begin(client, quote, quote.optional_lines[0]).url

    assert client.post(dearer, {"code": digits}).status_code == 422
    client.post(plain, {"code": digits})

    assert Quote.objects.get().total == 42_000_000


def test_a_form_sent_twice_sends_one_code(client, quote, smtp):
    one, two = begin(client, quote), begin(client, quote)
    jobs.run_due()

    assert one.url == two.url
    assert len([mail for mail in smtp.messages if "Código" in mail.subject]) == 1


def test_codes_are_not_mailed_without_end(client, quote, smtp, at):
    there = begin(client, quote).url
    for minute in range(2, 22, 2):
        at(f"2026-07-22T10:{minute:02}")
        last = client.post(f"{there}otro/")
    jobs.run_due()

    assert last.status_code == 429
    assert len([mail for mail in smtp.messages if "Código" in mail.subject]) == 10


def test_going_back_finds_what_was_typed_and_another_browser_does_not(client, quote, client_class):
    begin(client, quote, quote.optional_lines[0])

    again = client.get(quote.public_url).content.decode()
    assert 'value="41.935.118"' in again
    assert re.search(rf'value="{quote.optional_lines[0].pk}"[^>]*checked', again)
    assert "41.935.118" not in client_class().get(quote.public_url).content.decode()


@pytest.fixture
def client_class():
    from django.test import Client

    return Client


def test_a_step_of_another_browser_opens_nothing(client, quote, client_class, smtp):
    there = begin(client, quote).url
    digits = code_in(smtp)

    page = client_class().post(there, {"code": digits}, follow=True)

    assert "no está abierto en este navegador" in text_of(page)
    assert Quote.objects.get().status == Status.SENT


def test_a_person_who_buys_for_themselves_needs_no_position(client, make_quote, make_customer):
    person = make_customer("Luz Dary Henao", "24488310", document_type="CC", kind="person")
    quote = make_quote(status="sent", customer=person)

    assert begin(client, quote, role="").status_code == 302
    assert "Puedo comprometer" not in text_of(client.get(quote.public_url))


# Two at once, midnight, and what ended meanwhile


def test_who_comes_second_sees_who_was_first(client, quote, client_class, smtp):
    there = begin(client, quote, name="Diego Patiño").url
    digits = code_in(smtp)
    take(client_class(), smtp, quote)

    page = client.post(there, {"code": digits}, follow=True)

    assert "La aprobó Carla Ríos por $ 42.000.000" in text_of(page)
    assert Acceptance.objects.count() == 1


def test_at_midnight_of_its_last_day_it_is_over_even_before_the_sweep(client, quote, smtp, at):
    at("2026-08-21T23:58")
    assert "Vence hoy" in text_of(client.get(quote.public_url))
    there = begin(client, quote).url
    digits = code_in(smtp)

    at("2026-08-22T00:01")
    page = client.post(there, {"code": digits}, follow=True)

    told = text_of(page)
    assert "Venció el viernes 21 de agosto de 2026" in told
    assert "Vencida" in told and "Pedir una versión nueva" in told
    assert Quote.objects.get().status == Status.SENT
    assert begin(client, quote).status_code == 302
    sweeps.expire()
    assert "Venció el viernes" in text_of(client.get(quote.public_url))


def test_days_are_those_of_bogota_and_not_of_utc(client, quote, at):
    at("2026-08-21T19:30")  # in UTC it is the 22nd already

    assert begin(client, quote).url.startswith(f"{quote.public_url}aprobacion/")


def test_a_link_that_was_revoked_is_as_unknown_as_any(client, quote):
    Quote.objects.update(token_version=2)

    assert client.get(quote.public_url).status_code == 404
    assert client.post(f"{quote.public_url}aprobacion/", WHO).status_code == 404


def test_a_voided_one_says_so_and_cannot_be_answered(client, quote, ana):
    quote.void(by=ana, reason="Se nos fue un precio viejo")

    page = text_of(client.get(quote.public_url))

    assert "Anulamos esta cotización" in page and "precio viejo" not in page
    begin(client, quote)
    client.post(f"{quote.public_url}rechazo/", {"reason": LossReason.objects.get(name="Precio").pk})
    assert Quote.objects.get().status == Status.VOIDED


# Versions


@pytest.fixture
def second(quote, ana):
    """The next version: fewer months, one option less, other conditions."""
    new = quote.new_version(by=ana)
    lines = [LINE | {"quantity": Decimal(9)}, SECOND, OPTIONAL | {"description": "Pólizas"}]
    new.revise(by=ana, lines=lines, conditions="Pago: a 15 días")
    send(new, by=ana)
    jobs.run_due()
    return Quote.objects.get(pk=new.pk)


def test_what_changed_is_told_on_both_versions(client, quote, second):
    for address in (quote.public_url, second.public_url):
        page = text_of(client.get(address))
        assert "Cantidad: de 10 meses a 9 meses" in page
        assert "Pólizas nuevo" in page
        assert "Monitora a bordo ya no está" in page
        assert "De $ 42.000.000 a $ 37.800.000" in page
        assert "Ahora dice: «Pago: a 15 días»" in page
        assert "Segundo conductor nuevo" not in page


def test_the_older_version_leads_to_the_newer_and_is_not_answered(client, quote, second, smtp):
    page = client.get(quote.public_url)

    assert "La reemplazó COT-2026-0001 v2" in text_of(page)
    assert second.public_url in page.content.decode()
    begin(client, quote)
    assert not Acceptance.objects.exists()


def test_a_draft_of_a_newer_version_is_nobodys_business_outside(client, quote, ana):
    quote.new_version(by=ana).revise(by=ana, title="Borrador secreto")

    page = text_of(client.get(quote.public_url))

    assert "Borrador secreto" not in page and "Su decisión" in page


# Not taking it


def test_who_does_not_take_it_says_why_and_both_sides_are_written_to(client, quote, ana, smtp):
    reason = LossReason.objects.get(name="Precio")
    told = {"reason": reason.pk, "comment": "Muy caro", "name": "Carla Ríos"}

    page = text_of(client.post(f"{quote.public_url}rechazo/", told, follow=True))

    assert "Gracias por responder la cotización" in page
    assert "Precio" in page and "Carla Ríos" in page
    jobs.run_due()
    assert "Razón: Precio" in smtp.last("carla@laarboleda.example").text
    assert ana.notices.filter(key__startswith="quote.rejected").exists()
    again = text_of(client.get(quote.public_url))
    assert "No la tomaron" in again and "Su decisión" not in again


def test_a_rejection_without_reason_is_not_one(client, quote):
    page = client.post(f"{quote.public_url}rechazo/", {"comment": "Es que no nos convence"})

    assert page.status_code == 422
    assert "Es que no nos convence" in text_of(page)
    assert Quote.objects.get().status == Status.SENT


def test_a_reason_that_is_no_longer_offered_is_not_taken(client, quote, nora):
    old = LossReason.objects.first()
    old.amend(by=nora, active=False)

    assert client.post(f"{quote.public_url}rechazo/", {"reason": old.pk}).status_code == 422


def test_a_reason_that_only_the_company_may_say_is_not_offered_to_the_customer(client, quote):
    ours = LossReason.objects.get(name="No respondió")

    page = text_of(client.get(quote.public_url))

    assert "Sin presupuesto" in page and "No respondió" not in page and "cobertura" not in page
    assert client.post(f"{quote.public_url}rechazo/", {"reason": ours.pk}).status_code == 422


def test_pressing_reject_twice_rejects_once(client, quote, smtp):
    told = {"reason": LossReason.objects.filter(for_customers=True).first().pk}
    client.post(f"{quote.public_url}rechazo/", told)

    assert client.post(f"{quote.public_url}rechazo/", told).status_code == 302
    assert audit.trail(quote).filter(verb="rejected").count() == 1


# Questions


def test_a_question_with_a_file_reaches_the_seller_and_stands_on_the_page(client, quote, ana):
    pdf = SimpleUploadedFile("recorrido.pdf", b"%PDF-1.4\n%%EOF\n")
    address = f"{quote.public_url}preguntas/"

    page = client.post(address, {"text": "¿Y peajes?", "name": "Luz", "files": pdf}, follow=True)

    said = quote.messages.get()
    assert (said.name, said.text) == ("Luz", "¿Y peajes?")
    assert ana.notices.filter(key=f"quote.asked.{said.pk}").exists()
    told = text_of(page)
    assert "¿Y peajes?" in told and "recorrido.pdf" in told
    (kept,) = said.attachments()
    assert client.get(f"{quote.public_url}archivos/{kept.pk}/").status_code == 200


def test_an_error_keeps_the_question_and_its_files(client, quote):
    pdf = SimpleUploadedFile("recorrido.pdf", b"%PDF-1.4\n%%EOF\n")
    long = {"text": "a" * 5001, "files": pdf}

    page = client.post(f"{quote.public_url}preguntas/", long).content.decode()

    assert "recorrido.pdf" in page and "a" * 5001 in page
    basket = re.search(r'name="basket" value="([^"]+)"', page)[1]
    client.post(f"{quote.public_url}preguntas/", {"text": "Corta", "basket": basket})
    assert [file.name for file in quote.messages.get().attachments()] == ["recorrido.pdf"]


def test_the_same_question_sent_twice_is_one(client, quote):
    for _n in range(2):
        client.post(f"{quote.public_url}preguntas/", {"text": "¿Y peajes?"})

    assert quote.messages.count() == 1


def test_a_flood_of_questions_is_slowed_down_and_loses_no_text(client, quote):
    for number in range(20):
        client.post(f"{quote.public_url}preguntas/", {"text": f"Pregunta {number}"})

    page = client.post(f"{quote.public_url}preguntas/", {"text": "La que sí importa"})

    assert page.status_code == 429
    assert "La que sí importa" in text_of(page)
    assert quote.messages.count() == 20


def test_an_inner_note_is_not_shown_outside_nor_its_file(client, quote, ana):
    quote.note("Ojo: este cliente paga tarde", by=ana)
    quote.reply("Con gusto", by=ana)
    note, reply = quote.messages.order_by("pk")
    inner, outer = (
        files.keep_bytes(b"hola", "hola.txt", about=said, by=ana, public=True)
        for said in (note, reply)
    )

    page = text_of(client.get(quote.public_url))

    assert "paga tarde" not in page and "Con gusto" in page
    assert client.get(f"{quote.public_url}archivos/{inner.pk}/").status_code == 404
    assert client.get(f"{quote.public_url}archivos/{outer.pk}/").status_code == 200


def test_after_its_last_day_a_new_version_is_asked_for_with_one_press(client, quote, at):
    at("2026-08-25T09:00")
    page = client.get(quote.public_url).content.decode()
    proposed = unescape(re.search(r"<textarea[^>]*>\s*([^<]+)</textarea>", page)[1])

    client.post(f"{quote.public_url}preguntas/", {"text": proposed})

    assert "versión nueva" in quote.messages.get().text


# Nothing of anybody else


def doors_of(quote, token, file):
    """Every public address of quotes, with that key."""
    for pattern in get_resolver("koios.quotes.public.urls").url_patterns:
        told = {"token": token, "file": file.pk, "intent": "0" * 20}
        names = pattern.pattern.converters
        yield reverse(f"public_quotes:{pattern.name}", kwargs={name: told[name] for name in names})


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_key_of_one_quote_opens_nothing_of_another(client, quote, make_quote, method):
    other = make_quote(status="sent", title="De otro")
    file = files.keep_bytes(b"hola", "hola.txt", about=other, by=audit.SYSTEM)
    secret = quote.token.partition("-")[2]

    for address in doors_of(other, f"{other.key}-{secret}", file):
        assert getattr(client, method)(address).status_code in (404, 405), address


def test_a_file_of_one_quote_is_not_given_with_the_key_of_another(client, quote, make_quote, ana):
    other = make_quote(status="sent")
    loose = files.keep_bytes(b"hola", "hola.txt", about=other, by=ana, public=True)
    said = other.reply("Con gusto", by=ana)
    told = files.keep_bytes(b"hola", "hola.txt", about=said, by=ana, public=True)

    for file in (loose, told, other.document.file):
        assert client.get(f"{quote.public_url}archivos/{file.pk}/").status_code == 404
        if file != other.document.file:
            assert client.get(f"{other.public_url}archivos/{file.pk}/").status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_key_of_a_case_opens_no_quote(client, quote, method):
    case = Case.file(
        kind="COMPLAINT", channel="web", facts="x", petitioner={"name": "Luz"}, by=audit.PUBLIC
    )
    file = files.keep_bytes(b"hola", "hola.txt", about=quote, by=audit.SYSTEM)

    for token in (case.token, f"{quote.key}-{case.token}", f"{case.pk}-{case.token}"):
        for address in doors_of(quote, token, file):
            assert getattr(client, method)(address).status_code in (404, 405), address
    follow = reverse("public_cases:follow_up", args=[case.number, quote.token.partition("-")[2]])
    assert client.get(follow).status_code == 404


def test_the_approval_that_was_begun_for_one_quote_takes_no_other(client, quote, make_quote, smtp):
    other = make_quote(lines=[LINE, OPTIONAL], status="sent")
    there = begin(client, quote).url
    digits = code_in(smtp)

    client.post(there.replace(quote.token, other.token), {"code": digits})

    assert not Acceptance.objects.exists()


@pytest.mark.parametrize(
    "address, shown",
    [
        ("carla@x.example", "c•••a@x.example"),
        ("ana@x.example", "•••@x.example"),
        ("a@x.example", "•••@x.example"),
    ],
)
def test_an_address_is_never_shown_whole(address, shown):
    assert intents.masked(address) == shown


def test_an_approval_that_the_company_registered_says_so(client, quote, ana):
    basket = files.basket_new()
    files.stage(basket, SimpleUploadedFile("orden.pdf", b"%PDF-1.4\n%%EOF\n"))
    quote.register_acceptance(by=ana, name="Carla Ríos", basket=basket, on=quote.sent_on)

    page = text_of(client.get(f"{quote.public_url}respuesta/"))

    assert "La empresa la registró con el soporte que recibió" in page


def test_the_answer_page_is_not_there_before_the_answer(client, quote):
    assert client.get(f"{quote.public_url}respuesta/").url == quote.public_url
    accept(quote)
    assert client.get(f"{quote.public_url}respuesta/").status_code == 200
