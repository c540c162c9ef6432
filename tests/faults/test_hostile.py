"""All that is hostile through every field: no 500, nothing executed, nothing lost."""

import csv
import io

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from koios.cases.desk.acts import ACTS
from koios.cases.models import Case
from koios.core import files
from koios.core.checks import checks
from koios.core.documents import Document
from tests.faults import hostile
from tests.harness.cast import PASSWORD

pytestmark = pytest.mark.fault

OK = {200, 302, 409, 422}


@pytest.fixture
def folder(shared):
    return shared / "data/archivos_hostiles"


@pytest.fixture
def outside(client, area, monkeypatch):
    """A visitor of the public form whom nothing counts."""
    monkeypatch.setenv("KOIOS_LIMITS", "off")
    return client


@pytest.fixture
def desk(client, nora):
    client.force_login(nora)
    return client


def filing(**told):
    return {
        "basket": files.basket_new(),
        "kind": "CLAIM",
        "identity": "named",
        "name": "Sandra Milena Arango",
        "document": "41935118",
        "email": "",
        "facts": "La ruta 7 no pasó.",
    } | told


def shown(page: str, text: str) -> bool:
    """Whether a page holds this text, as text and not as markup."""
    parser = hostile.HTMLParser(convert_charrefs=True)
    seen = []
    parser.handle_data = seen.append
    parser.handle_starttag = lambda tag, told: seen.extend(value or "" for _name, value in told)
    parser.feed(page)
    flat = "".join("".join(seen).split())
    return "".join(text.split()) in flat


def test_every_line_in_every_field_of_the_public_form(outside, folder):
    kept = 0
    for line in hostile.lines(folder):
        told = filing(
            **dict.fromkeys(("name", "document", "phone", "happened_on", "service"), line[:30]),
            facts=line,
            request=line,
        )
        response = outside.post("/pqrs/", told)

        assert response.status_code in (302, 422), line
        if response.status_code == 302:
            case = Case.objects.latest("pk")
            assert case.facts == line.strip()
            kept += 1
        elif "\0" not in line:
            assert shown(response.content.decode(), line), line
    assert kept > 400


def test_every_line_as_an_address_is_taken_or_named_and_the_rest_stays(outside, folder):
    for line in hostile.lines(folder):
        response = outside.post("/pqrs/", filing(email=line, facts="Lo que ya escribí."))

        assert response.status_code in (302, 422), line
        if response.status_code == 422:
            assert "Lo que ya escribí." in response.content.decode()


def test_every_file_through_every_door_for_files(
    outside, desk, folder, make_case, make_customer, andrea
):
    case = make_case()
    customer = make_customer()
    doors = {
        "/pqrs/": ("files", filing()),
        f"{case.follow_up_url}mensajes/": ("files", {"text": "Agrego esto"}),
        "/cases/new/": ("files", filing(channel="phone", subject="Ruta 7")),
        f"/cases/{case.number}/messages/": ("files", {"text": "Le escribo"}),
        f"/cases/{case.number}/answer/": ("files", {"text": "Respondo", "version": 0}),
        f"/customers/{customer.pk}/papers/new/": ("file", {"kind": "rut"}),
        "/imports/new/customers/": ("file", {}),
        "/imports/new/cases/": ("file", {}),
        "/settings/company/logo/": ("logo", {}),
    }
    for address, (field, told) in doors.items():
        for name, content in hostile.uploads(folder):
            fresh = told | {"basket": files.basket_new(), "submission": name}
            response = outside.post(address, fresh | {field: SimpleUploadedFile(name, content)})

            assert response.status_code in OK, f"{address} {name}: {response.status_code}"
    for file in files.File.objects.select_related("blob"):
        assert not file.name.lower().endswith((".svg", ".php", ".html", ".js"))
        served = desk.get(reverse("office:file", args=[file.pk, file.name]))
        if served.status_code == 200:
            assert served["Content-Disposition"].startswith("attachment")
            assert served["X-Content-Type-Options"] == "nosniff"


def test_every_name_of_a_file(outside, folder):
    names = hostile.lines(folder)
    for start in range(0, len(names), 10):
        some = [SimpleUploadedFile("x.txt", f"{n}".encode()) for n in range(10)]
        for upload, name in zip(some, names[start:], strict=False):
            upload._name = f"{name}.txt"
        response = outside.post("/pqrs/", filing() | {"files": some})

        assert response.status_code == 302
    assert files.File.objects.filter(subject_type="cases.case").count() > len(names) / 2


def test_every_lump_in_every_field_of_the_desk(desk, folder, make_case, make_customer, nora):
    customer = make_customer()
    asked = 0
    for lump in hostile.lumps(hostile.lines(folder), 9_000):
        case = make_case()
        pages = [
            *(reverse(f"cases:{act.slug}", args=[case.number]) for act in ACTS),
            *(f"/cases/{case.number}/?tab={tab}" for tab in ("answer", "message", "note")),
            "/cases/new/",
            "/customers/new/",
            *(f"/customers/{customer.pk}/{part}/new/" for part in ("notes", "contacts")),
            "/settings/company/",
            "/settings/cases/",
        ]
        for address in pages:
            page = desk.get(address)
            if page.status_code == 404:
                continue  # the act before it has ended the case for this desk
            assert page.status_code == 200, address
            for form in hostile.forms_of(page.content.decode()):
                if "sign-out" in form.action or not form.texts:
                    continue
                where = form.action or address
                response = desk.post(where, form.filled(lump))
                asked += 1

                assert response.status_code in OK, f"{where}: {response.status_code}"
        assert desk.get(case.get_absolute_url()).status_code in (200, 404)
    assert asked > 60


def test_every_line_can_be_searched(desk, folder, make_case):
    make_case()
    for line in hostile.lines(folder):
        assert desk.get("/search/suggestions/", {"q": line}).status_code == 200, line
    for line in hostile.lines(folder)[::7]:
        for address in ("/cases/", "/customers/", "/search/", "/trail/"):
            assert desk.get(address, {"q": line, "after": line}).status_code == 200, line


def test_papers_and_lists_carry_it_as_text(desk, folder, make_case, post, smtp):
    lumps = hostile.lumps(hostile.lines(folder), 3_000)
    formulas = (folder / "inyeccion_csv/csv-payload.txt").read_text().split()
    for text in [*lumps, *formulas]:
        make_case(subject=text[:180], facts=text, request=text, service=text[:100])
    post()

    assert not Document.objects.exclude(status="ready").exists()
    assert len(smtp.messages) == Case.objects.count()
    table = b"".join(desk.get("/cases/export.csv?queue=all").streaming_content)
    for row in csv.reader(io.StringIO(table.decode("utf-8-sig")), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "@", "-", "\t", "\r")) for cell in row), row
    assert desk.get("/cases/export.xlsx?queue=all").status_code == 200
    assert [found for check in checks for found in check()] == []


def test_nothing_of_it_runs_in_a_browser(live, new_page, folder, make_case, nora):
    """The pages would tell: a script that ran opens a dialog, one that was blocked is an error."""
    nora.password = Argon2PasswordHasher().encode(PASSWORD, "unasaldeprueba")
    nora.save()
    cases = []
    for lump in hostile.lumps(hostile.lines(folder), 9_000):
        case = make_case(subject=lump[:190], facts=lump, request=lump, service=lump[:110])
        case.hear(lump)
        case.note(lump, by=nora)
        cases.append(case)
    page = new_page()
    opened = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page.goto("/sign-in/")
    page.get_by_label("Correo electrónico").fill(nora.email)
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar").click()
    page.wait_for_url(f"{live.url}/")

    for case in cases:
        for address in (case.get_absolute_url(), case.follow_up_url):
            assert page.goto(address).status == 200
            page.mouse.move(300, 300)
    for address in ("/cases/?queue=all", "/", "/trail/", "/search/?q=script"):
        assert page.goto(address).status == 200

    assert opened == []
