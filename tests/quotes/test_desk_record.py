"""The page of a quote and what is done from it: each door finds, asks, does, and says why not."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from koios.core import audit, files, jobs
from koios.core.notices import Notice
from koios.core.together import hear
from koios.customers.models import Contact
from koios.quotes.desk.acts import ACTS
from koios.quotes.desk.story import Story
from koios.quotes.models import LossReason, Quote, QuoteTemplate, Status
from tests.quotes.conftest import LINE, OPTIONAL, accept

pytestmark = pytest.mark.django_db
DISCOUNTED = LINE | {"discount": Decimal(20)}


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


def text(response):
    return response.content.decode().replace("\xa0", " ")


def do(client, quote, door, **told):
    return client.post(reverse(f"quotes:{door}", args=[quote.ref]), told)


def purchase_order():
    return SimpleUploadedFile("orden.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")


@pytest.mark.parametrize("status", ["draft", "sent", "approved", "rejected"])
def test_a_quote_is_a_page_of_few_queries(
    desk, make_quote, ana, carla, status, django_assert_max_num_queries
):
    quote = make_quote(status="draft" if status == "draft" else "sent", contact=carla)
    if status == "approved":
        accept(quote)
    elif status == "rejected":
        quote.reject(by=ana, reason=LossReason.objects.first())
    quote.note("Una nota", by=ana)
    desk.get(quote.get_absolute_url())

    with django_assert_max_num_queries(12):
        assert desk.get(quote.get_absolute_url()).status_code == 200


def test_a_draft_that_was_sent_meanwhile_is_found_by_its_old_address(desk, make_quote):
    quote = make_quote(status="sent")

    answer = desk.get(f"/quotes/{quote.key}/")

    assert answer.url == quote.get_absolute_url()


def test_a_draft_shows_what_it_lacks_and_its_paper(desk, make_quote):
    quote = make_quote(checked=False)

    told = text(desk.get(quote.get_absolute_url()))
    pdf = desk.get(reverse("quotes:preview", args=[quote.ref]))

    assert "La revisión de si podemos prestarlo<span" in told
    assert "Revisar si podemos" in told
    assert pdf.content.startswith(b"%PDF")


@pytest.mark.parametrize("act", ACTS.acts, ids=lambda act: act.slug)
def test_every_act_shows_its_form_or_says_why_not(client, gloria, make_quote, act):
    client.force_login(gloria)
    for status in ("draft", "sent"):
        quote = make_quote(status=status)

        answer = client.get(reverse(f"quotes:{ACTS.name(act)}", args=[quote.ref]))

        assert answer.status_code == 200
        assert str(act.title) in text(answer)


# Sending


def test_it_leaves_from_its_page_to_the_people_that_were_chosen(desk, make_quote, carla, smtp):
    quote = make_quote(contact=carla)
    asked = desk.get(reverse("quotes:sending", args=[quote.ref]))
    assert asked.context["form"].initial["people"] == [carla.email]
    told = {"people": [carla.email], "cc": "rectoria@colegio.example; rectoria@colegio.example"}
    told |= {"subject": "Cotización {numero}", "text": "Vale hasta el {vence}."}

    answer = do(desk, quote, "sending", **told)
    jobs.run_due()

    quote = Quote.objects.get()
    assert answer.url == quote.get_absolute_url()
    mail = smtp.last(carla.email)
    assert mail.subject == "Cotización COT-2026-0001"
    assert quote.sendings.get().cc == ["rectoria@colegio.example"]


def test_pressed_twice_it_leaves_once(desk, make_quote, carla):
    quote = make_quote()
    told = {"people": [carla.email], "subject": "Va", "text": "Va"}
    address = reverse("quotes:sending", args=[quote.ref])

    for _n in range(2):
        desk.post(address, told)

    assert Quote.objects.get().sendings.count() == 1


def test_without_anybody_or_with_a_wrong_address_it_says_so(desk, make_quote, carla):
    quote = make_quote()

    nobody = do(desk, quote, "sending", subject="Va", text="Va")
    wrong = do(desk, quote, "sending", others="carla.colegio", subject="Va", text="Va")

    assert nobody.status_code == wrong.status_code == 422
    assert "Elija a quién enviarla" in text(nobody)
    assert "falta la arroba" in text(wrong) and 'value="carla.colegio"' in text(wrong)


def test_what_cannot_leave_says_why_and_has_no_button(desk, make_quote, carla):
    quote = make_quote(lines=[DISCOUNTED], checked=False)

    asked = text(desk.get(reverse("quotes:sending", args=[quote.ref])))
    sent = do(desk, quote, "sending", people=[carla.email], subject="Va", text="Va")

    assert "Todavía no puede salir" in asked and "un descuento de 20" in asked
    assert '<span class="btn" aria-disabled="true">Enviar</span>' in asked
    assert sent.status_code == 409
    assert Quote.objects.get().is_draft


def test_it_is_sent_again_to_those_it_went_to(desk, make_quote, carla, smtp):
    quote = make_quote(status="sent")
    Contact.introduce(quote.customer, name="Otro", email="otro@colegio.example", by=quote.owner)

    asked = desk.get(reverse("quotes:resending", args=[quote.ref]))
    do(desk, quote, "resending", people=["otro@colegio.example"], subject="Otra vez", text="Va")
    jobs.run_due()

    assert asked.context["form"].initial["people"] == [carla.email]
    assert smtp.last("otro@colegio.example").subject == "Otra vez"


# Approval inside


def test_whoever_approves_is_led_there_and_the_seller_may_send_afterwards(
    client, desk, make_quote, ana, gloria
):
    quote = make_quote(lines=[DISCOUNTED])
    assert "Pedir aprobación interna" in text(desk.get(quote.get_absolute_url()))
    do(desk, quote, "approval_request")
    [notice] = Notice.objects.filter(person=gloria)

    client.force_login(gloria)
    assert "Aprobar o devolver" in text(client.get(notice.url))
    returned = do(client, quote, "approval", decision="no")
    assert returned.status_code == 422
    do(client, quote, "approval", decision="yes", note="Por volumen")

    assert not Quote.objects.get().needs_approval


def test_who_sells_does_not_approve(desk, make_quote):
    quote = make_quote(lines=[DISCOUNTED])

    assert do(desk, quote, "approval", decision="yes").status_code == 403


# Answers


def test_an_approval_on_paper_is_registered_with_its_proof(desk, make_quote):
    quote = make_quote(lines=[LINE, OPTIONAL], status="sent")
    [optional] = quote.optional_lines
    told = {"name": "Carla Ríos", "on": quote.sent_on.isoformat(), "chosen": [optional.pk]}

    without = do(desk, quote, "acceptance", **told)
    assert without.status_code == 409 and "Adjunte el soporte" in text(without)
    do(desk, quote, "acceptance", **told, files=purchase_order())

    quote = Quote.objects.get()
    assert quote.status == Status.APPROVED
    assert quote.total == 47_950_000
    page = text(desk.get(quote.get_absolute_url()))
    assert "orden.pdf" in page and "Carla Ríos" in page and "SRV-" in page


def test_a_rejection_keeps_its_reason_and_who_won_it(desk, make_quote):
    quote = make_quote(status="sent")
    reason = LossReason.objects.get(name="Precio")

    do(desk, quote, "rejection", reason=reason.pk, competitor="Otra empresa", comment="Caro")

    page = text(desk.get(quote.get_absolute_url()))
    assert "Por qué no la tomaron" in page and "Otra empresa" in page


def test_the_story_names_who_of_the_customer_answered(desk, make_quote, ana):
    quote = make_quote(status="sent")
    quote.open()
    page = text(desk.get(quote.get_absolute_url()))
    assert "El cliente" in page and "Peticionario" not in page and "Alguien sin" not in page

    quote.reject(by=audit.PUBLIC, reason=LossReason.objects.first(), name="Carla Ríos")

    story = Story(Quote.objects.get(), ana)
    hear(story.listen())
    assert [one.who for one in story.events if one.icon == "circle-x"] == ["Carla Ríos"]


def test_a_new_version_is_a_draft_that_shows_what_changed(desk, make_quote, ana):
    quote = make_quote(status="sent")

    answer = do(desk, quote, "version")
    assert "Editar" in text(desk.get(answer.url))
    draft = quote.following
    draft.revise(by=ana, lines=[LINE | {"price": Decimal(4_000_000)}])

    page = text(desk.get(draft.get_absolute_url()))
    assert "Qué cambia frente a COT-2026-0001" in page
    assert "Precio: de $ 4.200.000 a $ 4.000.000" in page


def test_an_act_whose_time_is_over_is_refused_over_what_was_typed(desk, make_quote):
    quote = make_quote(status="sent")
    accept(quote)

    answer = do(desk, quote, "voiding", reason="Fue un error")

    assert answer.status_code == 409
    assert "Fue un error" in text(answer)


def test_a_draft_is_discarded_and_leads_to_the_list(desk, make_quote):
    answer = do(desk, make_quote(), "discarding")

    assert answer.url == reverse("quotes:quotes")
    assert not Quote.objects.exists()


def test_a_quote_is_kept_as_a_template_and_only_who_approves_writes_one_anew(
    client, desk, make_quote, ana, gloria
):
    quote = make_quote()
    do(desk, quote, "template", name="Escolar")
    assert QuoteTemplate.objects.get().title == quote.title

    again = do(desk, quote, "template", name="escolar")

    assert again.status_code == 422 and "Ya hay una plantilla" in text(again)


# What is said


def test_a_question_waits_on_the_page_until_it_is_answered(desk, make_quote, smtp):
    quote = make_quote(status="sent")
    quote.ask("¿Tiene cinturones?", name="Carla Ríos")
    assert "espera la respuesta" in text(desk.get(quote.get_absolute_url()))

    do(desk, quote, "reply", text="Sí, en todos los puestos.")
    jobs.run_due()

    page = text(desk.get(quote.get_absolute_url()))
    assert "espera la respuesta" not in page
    assert "Sí, en todos los puestos." in smtp.last("carla@laarboleda.example").text


def test_a_note_tells_whom_it_mentions(desk, make_quote, gloria):
    quote = make_quote()

    do(desk, quote, "note", text="@Gloria mire el margen")

    assert "@Gloria mire el margen" in text(desk.get(quote.get_absolute_url()))
    assert Notice.objects.filter(person=gloria).count() == 1


def test_the_story_tells_mails_with_their_way_and_can_be_narrowed(desk, make_quote):
    quote = make_quote(status="sent")
    quote.note("Por dentro", by=quote.owner)

    mails = text(desk.get(f"{quote.get_absolute_url()}?only=mail"))
    inner = text(desk.get(f"{quote.get_absolute_url()}?only=inner"))

    assert "Envío a carla@laarboleda.example" in mails and "Entregado" in mails
    assert "Por dentro" not in mails
    assert "Por dentro" in inner and "Envío a" not in inner


def test_files_go_along_with_a_quote(desk, make_quote, ana):
    quote = make_quote()
    files.keep_bytes(b"hola", "ficha.txt", about=quote, by=ana)

    assert "ficha.txt" in text(desk.get(quote.get_absolute_url()))
