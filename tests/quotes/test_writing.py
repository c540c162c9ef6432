"""The form of a quote: what it begins from, what it finds, what it keeps."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from koios.core import audit, files
from koios.customers.models import Contact, Customer
from koios.quotes.models import Conditions, Need, Quote, QuoteTemplate, TariffList
from tests.quotes.conftest import LINE, OPTIONAL

pytestmark = pytest.mark.django_db
NEW = "/quotes/new/"
WRITING = "/quotes/new/writing/"


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


@pytest.fixture
def priced(make_service):
    """A service at 350,000 for everybody, and at 380,000 from next year on."""
    service = make_service(unit="trip")
    for name, day, price in [
        ("2026", date(2026, 1, 1), 350_000),
        ("2027", date(2027, 1, 1), 380_000),
    ]:
        tariffs = TariffList(name=name, valid_from=day).begin(by=audit.SYSTEM)
        tariffs.price(service, Decimal(price), by=audit.SYSTEM)
        tariffs.publish(by=audit.SYSTEM)
    return service


def row(number, **told):
    """The fields of a line as the page sends them."""
    told = {"quantity": "1", "unit": "trip", "tax_category": "excluded"} | told
    return {f"line-{number}-{name}": value for name, value in told.items()}


def typed(customer, *rows, **told):
    sent = {"customer": customer.pk, "title": "Rutas 2027", "valid_days": "30"}
    sent |= {"line": [str(number) for number in range(1, len(rows) + 1)]}
    for number, fields in enumerate(rows, start=1):
        sent |= row(number, **fields)
    return sent | {"basket": files.basket_new()} | told


def text(response):
    return response.content.decode().replace("\xa0", " ")


ONE = {"description": "Buseta", "quantity": "12", "price": "350.000"}


# What is kept


def test_a_quote_is_written_with_numbers_as_people_write_them(desk, school):
    rows = [
        {"description": "Buseta", "quantity": "3", "price": "$ 125.333", "discount": "7,5",
         "tax_category": "general"},
        {"description": "Cartilla", "quantity": "1", "price": "99.999", "tax_category": "reduced"},
    ]  # fmt: skip

    answer = desk.post(NEW, typed(school, *rows, save=""))

    quote = Quote.objects.get()
    assert answer.url == quote.get_absolute_url()
    assert (quote.net, quote.tax, quote.total) == (447_798, 71_082, 518_880)
    assert [line.position for line in quote.all_lines] == [1, 2]


def test_pressed_twice_it_is_one_draft_and_one_new_person(desk, school):
    sent = typed(school, ONE, save="", contact_name="Luz Gil", contact_email="luz@colegio.example")

    for _n in range(2):
        desk.post(NEW, sent)

    assert Quote.objects.count() == 1
    assert Quote.objects.get().contact == Contact.objects.get(name="Luz Gil", commercial=True)


def test_lines_left_blank_are_no_lines(desk, school):
    desk.post(NEW, typed(school, ONE, {}, save=""))

    assert Quote.objects.get().lines.count() == 1


def test_what_is_wrong_in_a_line_is_told_with_its_place_and_everything_stays(desk, school):
    rows = [ONE, {"description": "", "quantity": "0", "price": "mucho", "section": "Ida"}]

    answer = desk.post(NEW, typed(school, *rows, save="", notes="Margen justo"))

    told = text(answer)
    assert answer.status_code == 422
    assert 'href="#line-2-price">Línea 2, Precio</a>: Escríbalo con cifras' in told
    assert "Línea 2, Descripción" in told and "mayor que cero" in told
    for kept in ("Margen justo", 'value="mucho"', 'value="Ida"', 'value="350.000"'):
        assert kept in told
    assert not Quote.objects.exists()


def test_without_customer_it_is_asked_for(desk, school):
    answer = desk.post(NEW, typed(school, ONE, save="") | {"customer": ""})

    assert answer.status_code == 422
    assert "Escoja el cliente." in text(answer)


def test_files_go_along_and_one_can_be_taken_out_before_saving(desk, school):
    sent = typed(school, ONE, do="refresh")
    pdf = SimpleUploadedFile("ficha.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    page = desk.post(NEW, sent | {"files": pdf})
    [upload] = page.context["uploads"]
    assert "ficha.pdf" in text(page)

    page = desk.post(NEW, sent | {"remove": f"upload-{upload.pk}"})

    assert "ficha.pdf" not in text(page)


# What it finds


def test_a_code_brings_words_unit_and_the_price_with_where_it_came_from(desk, school, priced):
    told = text(desk.post(WRITING, typed(school, {"code": "rut-01", "quantity": "12"})))

    assert 'id="line-1-description" ' in told and ">\nRuta escolar</textarea>" in told
    assert 'value="350.000"' in told
    assert "2026, desde el 1 ene 2026" in told
    assert "$ 4.200.000" in told


def test_the_price_is_that_of_the_day_of_the_service(desk, school, priced):
    sent = typed(school, {"code": "RUT-01"}, service_from="2027-02-01", save="")

    desk.post(NEW, sent)

    [line] = Quote.objects.get().all_lines
    assert line.price == 380_000
    assert line.source.replace("\xa0", " ") == "2027, desde el 1 ene 2027"


def test_the_customers_own_tariff_counts_as_soon_as_the_customer_is_chosen(desk, school, priced):
    own = TariffList(name="Del colegio", customer=school, valid_from=date(2026, 1, 1))
    own.begin(by=audit.SYSTEM).price(priced, Decimal(300_000), by=audit.SYSTEM)
    own.publish(by=audit.SYSTEM)
    sent = typed(
        school, {"code": "RUT-01", "known": "RUT-01", "price": "350.000", "found": "350.000"}
    )

    told = text(desk.post(WRITING, sent | {"customer": "", "do": f"customer-{school.pk}"}))

    assert 'value="300.000"' in told and "Del colegio" in told


def test_a_price_of_ones_own_is_never_written_over_and_the_tariff_is_offered(desk, school, priced):
    known = {"code": "RUT-01", "known": "RUT-01", "description": "Ruta", "found": "350.000"}
    sent = typed(school, known | {"price": "310000"})

    told = text(desk.post(WRITING, sent))

    assert "La tarifa es $ 350.000" in told and "$ 310.000" in told
    assert 'value="350.000"' in text(desk.post(WRITING, sent | {"do": "tariff-1"}))
    desk.post(NEW, sent | {"save": ""})
    assert Quote.objects.get().all_lines[0].source == ""


def test_ten_lines_are_priced_in_few_queries(
    desk, school, make_service, priced, django_assert_max_num_queries
):
    rows = [{"code": "RUT-01", "quantity": str(n)} for n in range(1, 11)]
    sent = typed(school, *rows)
    desk.post(WRITING, sent)

    with django_assert_max_num_queries(10):
        desk.post(WRITING, sent)


def test_customers_are_found_while_one_types(desk, school, clinic):
    told = text(desk.get("/quotes/new/customers/?customer_text=arboleda"))

    assert f'value="customer-{school.pk}"' in told and "Santa Inés" not in told
    assert "Ningún cliente responde" in text(desk.get("/quotes/new/customers/?customer_text=zzz"))


def test_without_script_the_one_that_is_found_is_chosen(desk, school, carla):
    page = desk.post(
        NEW, typed(school, ONE, customer_text="arboleda", do="find") | {"customer": ""}
    )

    assert page.status_code == 200
    assert f'name="customer" value="{school.pk}"' in text(page)
    assert f'<option value="{carla.pk}" selected>' in text(page)


# What it does with rows, without script as with it


@pytest.mark.parametrize(
    ("what", "left"),
    [
        ("add", ["1", "2", "3", "4"]),
        ("add-1", ["1", "4", "2", "3"]),
        ("remove-2", ["1", "3"]),
        ("up-3", ["1", "3", "2"]),
        ("down-1", ["2", "1", "3"]),
        ("up-1", ["1", "2", "3"]),
        ("down-3", ["1", "2", "3"]),
        ("remove-9", ["1", "2", "3"]),
    ],
)
@pytest.mark.parametrize("address", [NEW, WRITING])
def test_rows_are_added_taken_out_and_moved(desk, school, address, what, left):
    page = desk.post(address, typed(school, ONE, ONE, ONE, do=what))

    assert [str(one.number) for one in page.context["lines"].rows] == left
    assert not Quote.objects.exists()


def test_the_order_in_which_rows_stand_is_that_of_the_quote(desk, school):
    sent = typed(school, {**ONE, "description": "A"}, {**ONE, "description": "B"}, save="")

    desk.post(NEW, sent | {"line": ["2", "1"]})

    assert [line.description for line in Quote.objects.get().all_lines] == ["B", "A"]


def test_conditions_of_the_company_are_put_after_what_was_written(desk, school):
    kept = Conditions(name="De pago", text="A 30 días.").begin(by=audit.SYSTEM)

    page = desk.post(WRITING, typed(school, conditions="Propias.", do=f"conditions-{kept.pk}"))

    assert "Propias.\n\nA 30 días." in text(page)


# What it begins from


def test_it_begins_from_a_customer_with_who_receives_quotes(desk, school, carla, ana):
    buyer = Contact.introduce(school, name="Beatriz Cano", commercial=True, by=ana)

    told = text(desk.get(f"{NEW}?customer={school.pk}"))

    assert f'<option value="{buyer.pk}" selected>' in told


def test_it_begins_from_an_earlier_quote_and_keeps_nothing_ticked(desk, make_quote):
    earlier = make_quote(lines=[LINE, OPTIONAL], status="sent", conditions="A 15 días.")

    page = desk.get(f"{NEW}?like={earlier.ref}")

    assert "Monitora a bordo" in text(page) and "A 15 días." in text(page)
    assert page.context["lines"].sums.total == 42_000_000


def test_it_begins_from_a_template(desk, make_quote, ana):
    template = QuoteTemplate.save_from(make_quote(), name="Escolar", by=ana)

    assert "Ruta escolar La Arboleda" in text(desk.get(f"{NEW}?template={template.pk}"))


def test_a_request_is_answered_by_the_quote_that_begins_from_it(desk, school, ana):
    need = Need.take(channel="phone", what="Dos rutas", customer=school, by=ana)

    told = text(desk.get(f"{NEW}?need={need.number}"))
    assert 'value="Dos rutas"' in told
    desk.post(NEW, typed(school, ONE, need=need.number, save=""))

    need.refresh_from_db()
    assert need.status == Need.Status.QUOTED
    assert Quote.objects.get().need == need


@pytest.mark.parametrize("query", ["customer=999", "need=SOL-1", "like=COT-9-v1", "template=9"])
def test_what_does_not_exist_is_a_404(desk, query):
    assert desk.get(f"{NEW}?{query}").status_code == 404


# A draft again


def test_a_draft_is_shown_as_it_was_written_and_saved_anew(desk, make_quote, school):
    quote = make_quote(lines=[LINE, OPTIONAL])
    address = reverse("quotes:draft", args=[quote.ref])

    page = desk.get(address)
    assert 'value="4.200.000"' in text(page) and "Monitora a bordo" in text(page)
    desk.post(
        address, typed(school, ONE, title="Otra", changed_at=page.context["writing"].changed_at)
    )

    quote = Quote.objects.get()
    assert (quote.title, quote.total) == ("Otra", 4_200_000)


def test_who_saves_second_sees_what_was_saved_and_keeps_their_own(desk, make_quote, school, gloria):
    quote = make_quote()
    address = reverse("quotes:draft", args=[quote.ref])
    seen = desk.get(address).context["writing"].changed_at
    quote.revise(by=gloria, title="La de Gloria")

    page = desk.post(address, typed(school, ONE, title="La de Ana", changed_at=seen))

    assert page.status_code == 409
    assert "La de Gloria" in text(page) and 'value="La de Ana"' in text(page)
    desk.post(
        address,
        typed(school, ONE, title="La de Ana", changed_at=page.context["writing"].changed_at),
    )
    assert Quote.objects.get().title == "La de Ana"


def test_a_file_of_a_draft_is_taken_out_and_what_is_typed_stays(desk, make_quote, school, ana):
    quote = make_quote()
    file = files.keep_bytes(b"hola", "hola.txt", about=quote, by=ana)
    address = reverse("quotes:draft", args=[quote.ref])
    assert "hola.txt" in text(desk.get(address))

    page = desk.post(address, typed(school, ONE, title="A medias", remove=f"file-{file.pk}"))

    assert "hola.txt" not in text(page) and "A medias" in text(page)
    assert audit.trail(quote).last().verb == "file_taken_out"


def test_what_was_sent_is_not_written_again(desk, make_quote, school):
    quote = make_quote(status="sent")

    assert desk.get(f"/quotes/{quote.ref}/draft/").status_code == 409
    assert desk.post(f"/quotes/{quote.ref}/draft/", typed(school, ONE)).status_code == 409


def test_a_huge_form_is_answered(desk, school):
    rows = [ONE] * 130
    page = desk.post(NEW, typed(school, *rows, do="add"))

    assert len(page.context["lines"].rows) == 120
    assert "hasta 120 líneas" in text(page)


def test_only_who_may_edit_writes(client, school, beto):
    client.force_login(beto)

    assert Customer.objects.exists()
    assert client.get(NEW).status_code in (403, 404)
