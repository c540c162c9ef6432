"""The settings of the company: a page for each group."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from koios.core import settings
from koios.core.files import File
from koios.core.jobs import run_due
from koios.core.numbering import Counter
from koios.core.outbox import Message
from koios.core.settings import get, put


@pytest.fixture
def page(client, nora):
    """The form of a group as Nora sees it, to be filled and sent."""
    client.force_login(nora)
    return Page(client)


class Page:
    def __init__(self, client):
        self.client = client

    def open(self, group):
        answer = self.client.get(f"/settings/{group}/")
        assert answer.status_code == 200
        self.url, self.form = f"/settings/{group}/", answer.context["form"]
        self.text = answer.content.decode()
        return self

    def send(self, **changes):
        """What the browser sends: every field as it stands, and what was changed."""
        sent = dict(re.findall(r'type="hidden" name="(was-[^"]+)"(?: value="([^"]*)")?', self.text))
        for name, field in self.form.fields.items():
            value = field.prepare_value(self.form.get_initial_for_field(field, name))
            if value not in (None, False):
                sent[name] = value
        sent |= {name.replace("__", "-"): value for name, value in changes.items()}
        return self.client.post(
            self.url, {name: value for name, value in sent.items() if value is not None}
        )


def picture(kind="PNG", name="logo.png", size=(400, 120)):
    kept = io.BytesIO()
    Image.new("RGB", size, "#7a3222").save(kept, kind)
    return SimpleUploadedFile(name, kept.getvalue())


# Saving


def test_what_was_changed_is_saved_with_its_author_and_reason(page, nora):
    answer = page.open("company").send(company__phone="606 555 0134", reason="Cambió la línea")

    assert answer.status_code == 302
    assert get("company.phone") == "606 555 0134"
    told = page.open("company").text
    assert "Nora Villegas" in told
    assert ": «606 555 0134». Cambió la línea" in told
    assert "Cambió la línea" in told


def test_what_was_taken_away_is_told_as_such(page):
    page.open("company").send(company__phone="606 555 0134")
    page.open("company").send(company__phone="606 555 0199")
    page.open("company").send(company__phone="")

    told = page.open("company").text

    assert "de «606 555 0134» a «606 555 0199»" in told
    assert "se quitó «606 555 0199»" in told
    assert "vacío" not in told


def test_only_what_was_changed_leaves_a_trace(page):
    page.open("company").send(company__phone="606 555 0134")

    assert set(settings.Setting.objects.values_list("key", flat=True)) == {"company.phone"}


def test_every_kind_of_setting_comes_back_as_it_was(page):
    for group in ("company", "mail", "files", "numbering", "access", "customers", "actions"):
        page.open(group).send()

    assert not settings.Setting.objects.exists()


def test_nothing_typed_is_lost_when_something_is_wrong(page):
    answer = page.open("company").send(company__email="sin arroba", company__phone="606 555 0134")

    told = answer.content.decode()
    assert 'value="sin arroba"' in told
    assert 'value="606 555 0134"' in told
    assert get("company.phone") == ""


def test_what_another_person_changed_meanwhile_is_not_overwritten(page, beto):
    page.open("company")
    put("company.phone", "606 555 0199", by=beto)

    answer = page.send(company__phone="606 555 0134", company__hours="Lunes a viernes")

    assert "otra persona puso «606 555 0199»" in answer.content.decode()
    assert get("company.phone") == "606 555 0199"
    assert get("company.hours") == ""


def test_what_was_not_touched_here_keeps_what_another_person_put(page, beto):
    page.open("company")
    put("company.phone", "606 555 0199", by=beto)

    page.send(company__hours="Lunes a viernes")

    assert get("company.phone") == "606 555 0199"
    assert get("company.hours") == "Lunes a viernes"


def test_having_seen_the_change_of_another_one_may_change_it_again(page, beto):
    page.open("company")
    put("company.phone", "606 555 0199", by=beto)
    answer = page.send(company__phone="606 555 0134")
    page.text = answer.content.decode()

    page.send(company__phone="606 555 0134")

    assert get("company.phone") == "606 555 0134"


# Who may


def test_who_reads_the_settings_sees_them_and_cannot_change_them(client, ines):
    client.force_login(ines)

    page = client.get("/settings/company/")
    refused = client.post("/settings/company/", {"company-name": "Otra"})

    assert "disabled" in page.content.decode()
    assert "Guardar</button>" not in page.content.decode()
    assert refused.status_code == 403
    assert get("company.name") == "Koios"


def test_who_sells_finds_no_settings(client, ana):
    client.force_login(ana)

    assert client.get("/settings/").status_code == 404
    assert client.get("/settings/company/").status_code == 404


def test_who_configures_a_module_changes_its_settings_alone(client, beto):
    client.force_login(beto)
    beto_may = client.get("/settings/actions/").context["may_configure"]

    assert beto_may is True
    assert client.get("/settings/company/").context["may_configure"] is False


def test_a_group_that_does_not_exist_is_not_found(page):
    assert page.client.get("/settings/nothing/").status_code == 404


def test_the_settings_begin_at_the_company(page):
    assert page.client.get("/settings/").headers["Location"] == "/settings/company/"


# The accent


def test_an_accent_that_cannot_be_read_is_refused_with_its_contrast(page):
    answer = page.open("company").send(company__brand="#f5d90a", company__phone="606 555 0134")

    told = answer.content.decode()
    assert "hace falta 4,5" in told
    assert 'value="#f5d90a"' in told
    assert get("company.brand") == "#35478c"


def test_an_accent_can_be_seen_before_it_is_saved(page):
    answer = page.open("company").send(
        company__brand="#7A3222", company__phone="606 555 0134", preview="1"
    )

    told = answer.content.decode()
    assert "/brand/7a3222.css" in told
    assert 'value="606 555 0134"' in told
    assert get("company.brand") == "#35478c"


# The logo


def test_the_logo_is_shown_as_a_copy_drawn_anew(client, nora):
    client.force_login(nora)
    assert client.get("/logo").status_code == 404

    client.post("/settings/company/logo/", {"logo": picture()})
    client.logout()
    shown = client.get("/logo")

    assert shown["Content-Type"] == "image/webp"
    assert Image.open(io.BytesIO(shown.content)).size == (320, 96)
    assert "public" in shown["Cache-Control"]
    assert "private" not in shown["Cache-Control"]


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\nnothing more"),
        SimpleUploadedFile("logo.pdf", b"%PDF-1.7 a paper"),
    ],
    ids=["drawing", "broken", "paper"],
)
def test_what_is_no_picture_is_no_logo(client, nora, file):
    client.force_login(nora)
    file.seek(0)

    answer = client.post("/settings/company/logo/", {"logo": file}, follow=True)

    assert "No recibimos «logo." in answer.content.decode()
    assert get("company.logo") == ""
    assert not File.objects.exists()


def test_the_logo_can_be_taken_away(client, nora):
    client.force_login(nora)
    client.post("/settings/company/logo/", {"logo": picture("JPEG", "logo.jpg")})

    client.post("/settings/company/logo/", {"remove": "1"})

    assert client.get("/logo").status_code == 404


def test_the_pages_show_the_logo_in_the_place_of_the_mark(client, nora):
    client.force_login(nora)
    client.post("/settings/company/logo/", {"logo": picture()})

    assert f'src="/logo?v={get("company.logo")}"' in client.get("/").content.decode()


# Numbering and mail


def test_a_format_of_numbers_shows_the_number_that_comes_next(page, at):
    at("2026-07-22T10:18")
    Counter.objects.create(series="finding", year=2026, last=41)

    assert "HZ-2026-0042" in page.open("numbering").text


def test_a_format_that_would_repeat_numbers_is_refused(page):
    answer = page.open("numbering").send(numbering__finding="HZ-{number}")

    assert "se repetiría" in answer.content.decode()


def test_the_password_of_the_mail_is_kept_sealed_and_never_shown(page):
    page.open("mail").send(mail__host="smtp.example", mail__password="s3creta-de-correo")
    kept = get("mail.password")

    told = page.open("mail").send(mail__user="avisos").content.decode() + page.open("mail").text

    assert "s3creta-de-correo" not in told + kept
    assert kept not in told
    assert get("mail.password") == kept
    assert get("mail.user") == "avisos"


def test_a_password_that_came_with_an_error_must_be_typed_again(page):
    told = page.open("mail").send(mail__port="many", mail__password="s3creta").content.decode()

    assert "s3creta" not in told
    assert "escríbala otra vez" in told
    assert get("mail.password") == ""


def test_a_test_message_shows_what_the_server_answered(page, nora, smtp):
    page.client.post("/settings/mail/test/")
    run_due()

    told = page.client.get("/settings/mail/test/answer/").content.decode()

    [message] = Message.objects.all()
    assert message.to == [nora.email]
    assert "Entregado (250" in told
    assert "hx-get" not in told


def test_a_test_message_on_its_way_is_asked_for_again(page, smtp):
    page.client.post("/settings/mail/test/")

    assert (
        'hx-trigger="every 2s"' in page.client.get("/settings/mail/test/answer/").content.decode()
    )


@pytest.mark.parametrize("group", ["company", "mail", "numbering", "files"])
def test_a_page_needs_few_queries(page, nora, django_assert_max_num_queries, group):
    put("company.phone", "606 555 0134", by=nora)
    page.open(group)

    with django_assert_max_num_queries(12):
        page.open(group)
