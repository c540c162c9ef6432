"""What the team sees of a paper in signing, and what it may do with it."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from koios.core import audit, signatures
from koios.core.codes import OneTimeCode
from koios.core.notices import Notice
from koios.core.refusals import Refusal
from koios.core.together import hear
from koios.office import queue
from koios.signing import belonging, showing, sweeps
from koios.signing.models import Party, Side, SigningRequest, Status, Step
from tests.core.test_signatures import company_file
from tests.signing.acting import CARLA, DIEGO, sign, signer_of, work


def panel(request, user):
    (told,) = hear(showing.panel_of(request.about, user))
    return " ".join(render_to_string("signing/_panel.html", {"panel": told}).split())


def test_the_panel_tells_who_has_signed_and_who_is_missing(ask, ana):
    request = ask()
    sign(request, CARLA.email)
    work()

    shown = panel(request, ana)

    assert "1 de 2" in shown
    assert "Firmó" in shown and "Invitado" in shown
    assert CARLA.name in shown and DIEGO.email in shown


def test_nothing_was_asked_nothing_is_shown(school, ana):
    assert hear(showing.panel_of(school, ana)) == [None]
    assert render_to_string("signing/_panel.html", {"panel": None}).strip() == ""


def test_who_may_only_see_finds_no_buttons(ask):
    from koios.accounts.models import User

    request = ask()
    auditor = User.objects.create_person("au@koios.example", "Auditor", ["auditor"])

    assert "Anular la firma" not in panel(request, auditor)


def test_the_panel_asks_little(ask, ana, django_assert_max_num_queries):
    request = ask(*[Party(f"F {n}", f"f{n}@koios.example") for n in range(12)])

    with django_assert_max_num_queries(8):
        panel(request, ana)


def test_a_request_is_cancelled_with_its_reason(client, ask, ana):
    request = ask()
    client.force_login(ana)
    address = f"/signing/requests/{request.key}/cancellation/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422

    client.post(address, {"reason": "Cambió el valor"})

    request.refresh_from_db()
    assert (request.status, request.why) == (Status.CANCELLED, "Cambió el valor")
    assert client.post(address, {"reason": "Otra vez"}).status_code == 409


def test_a_signer_is_replaced_from_the_page(client, ask, ana):
    request = ask()
    client.force_login(ana)
    key = signer_of(request, CARLA.email).key

    client.post(
        f"/signing/signers/{key}/replacement/",
        {"name": "Elena", "email": "elena@laarboleda.example", "reason": "Renunció"},
    )

    assert signer_of(request, "elena@laarboleda.example").status == Step.INVITED


def test_a_link_is_sent_again_from_the_page(client, ask, ana):
    request = ask()
    client.force_login(ana)
    signer = signer_of(request, CARLA.email)

    client.post(f"/signing/signers/{signer.key}/invitation/")

    assert audit.trail(signer).last().verb == "invited_again"


def test_the_records_of_others_are_not_found(client, ask):
    from koios.accounts.models import User

    request = ask()
    client.force_login(User.objects.create_person("n@koios.example", "Nadie", []))

    assert client.get(f"/signing/requests/{request.key}/cancellation/").status_code == 404


def test_the_signed_file_is_for_who_sees_the_record(client, ask, ana):
    from koios.accounts.models import User

    request = ask()
    file = request.current.file
    client.force_login(ana)
    assert client.get(f"/files/{file.pk}/{file.name}").status_code == 200

    client.force_login(User.objects.create_person("n@koios.example", "Nadie", []))
    assert client.get(f"/files/{file.pk}/{file.name}").status_code == 404


def test_what_i_have_to_sign_stands_on_my_day(ask, ana):
    request = ask(Party(ana.name, ana.email, side=Side.OURS, user=ana), CARLA)

    [[job]] = hear(belonging.my_jobs(ana, request.expires_on))

    assert job.title == request.title
    assert "signing" in queue.sources
    sign(request, ana.email, document="CC 1")
    assert not belonging.my_papers(ana)


# The certificate


@pytest.fixture
def own_home(monkeypatch, tmp_path):
    from django.conf import settings

    monkeypatch.setattr(settings, "HOME", tmp_path)


def test_the_page_tells_whose_certificate_it_is(client, nora, own_home):
    client.force_login(nora)

    page = client.get("/signing/certificate/").content.decode()

    assert signatures.current().fingerprint in page
    assert "Hacer uno nuevo" in page


def test_the_company_gives_its_own(client, nora, own_home):
    client.force_login(nora)
    brought = SimpleUploadedFile("empresa.p12", company_file())

    wrong = client.post("/signing/certificate/company/", {"file": brought, "password": "otra"})
    brought.seek(0)
    client.post("/signing/certificate/company/", {"file": brought, "password": "clave-2026"})

    assert wrong.status_code == 422 and "no se abre" in wrong.content.decode()
    assert not signatures.current().is_own
    assert "Andinos del Café" in client.get("/signing/certificate/").content.decode()

    client.post("/signing/certificate/own/")
    assert signatures.current().is_own


def test_a_new_one_is_made_and_the_trail_knows(client, nora, own_home):
    client.force_login(nora)
    before = signatures.current().fingerprint

    client.post("/signing/certificate/renewal/")

    assert signatures.current().fingerprint != before
    assert audit.Entry.objects.filter(verb="renewed").exists()
    assert client.get("/trail/").status_code == 200


def test_the_settings_of_signing_have_their_page(client, nora):
    client.force_login(nora)

    page = client.get("/settings/signing/").content.decode()

    assert "Acuerdo sobre el método" in page and "RFC 3161" in page


def test_who_configures_is_told_before_the_companys_certificate_ends(nora, ana, own_home, at):
    signatures.adopt(signatures.from_pkcs12(company_file(), "clave-2026"), by=nora)
    assert sweeps.warn() == 0

    at(f"{(signatures.current().ends_at - timedelta(days=20)):%Y-%m-%dT%H:%M}")

    assert (sweeps.warn(), sweeps.warn()) == (1, 0)
    assert Notice.objects.get(person=nora).urgent
    assert not Notice.objects.filter(person=ana).exists()


def test_the_platforms_own_is_renewed_by_itself_and_nobody_is_told(nora, own_home, at, client):
    at(f"{(signatures.current().ends_at + timedelta(days=20)):%Y-%m-%dT%H:%M}")
    client.force_login(nora)

    page = client.get("/signing/certificate/").content.decode()

    assert sweeps.warn() == 0
    assert "Koios hace otro por sí mismo" in page


def test_nobody_is_asked_to_sign_with_a_certificate_that_is_over(ask, nora, own_home, at):
    at(_after_the_companys(nora))

    with pytest.raises(Refusal, match="Ajustes, Certificado de firma"):
        ask()
    assert not SigningRequest.objects.exists()


def test_who_signs_is_refused_before_a_code_is_sent_or_spent(client, ask, nora, own_home, at):
    request = ask(CARLA, expires_on=date(2060, 1, 1))
    signer = signer_of(request, CARLA.email)
    at(_after_the_companys(nora))

    answer = client.post(
        signer.public_url,
        {"name": "Carla Ocampo", "document": "CC 1", "capacity": "Gerente", "agrees": "on",
         "drawn": "10,10 60,90", "base": request.base_sha256},
    )  # fmt: skip

    assert answer.status_code == 409
    assert "no se firmó nada" in answer.content.decode()
    assert not OneTimeCode.objects.exists()
    with pytest.raises(Refusal, match="no se firmó nada"):
        sign(request, CARLA.email)
    signer.refresh_from_db()
    assert signer.status == Step.INVITED and not request.signatures.exists()
    assert request.current.number == 0


def _after_the_companys(nora):
    signatures.adopt(signatures.from_pkcs12(company_file(), "clave-2026"), by=nora)
    return f"{(signatures.current().ends_at + timedelta(days=1)):%Y-%m-%dT%H:%M}"
