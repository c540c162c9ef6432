"""Signatures in a PDF: every one of them stands, and a byte that changes is seen."""

import asyncio
import os
import re
import shutil
import stat
import subprocess
import sys
import threading
import zlib
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings as django_settings
from hypothesis import HealthCheck, example, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from pypdf import PdfReader

from koios.core import audit, clock, settings, signatures
from koios.core.refusals import Refusal
from koios.core.signatures import State, TimeStampFailed, identity, read
from tests.core.signed_papers import AT, both, prepared, sheet, signed


@pytest.fixture(autouse=True)
def own_keys(monkeypatch, tmp_path, db):
    monkeypatch.setattr(django_settings, "HOME", tmp_path)


def pdfsig(pdf, tmp_path):
    """What poppler says of each signature."""
    if not shutil.which("pdfsig"):
        missing = "pdfsig is not installed (poppler-utils)"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    path = tmp_path / "asked.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True).stdout
    return re.findall(r"Signature Validation: (.*)", told)


# Signing


def test_the_document_stays_the_beginning_of_what_is_signed():
    document, ready = prepared()
    once = signed(ready)
    twice = signed(once, "Firma2", "Diego Salazar")

    assert ready.startswith(document)
    assert once.startswith(ready)
    assert twice.startswith(once)


def test_every_signature_is_valid_for_us_and_for_poppler(tmp_path):
    _document, ready = prepared()
    once = signed(ready)
    twice = signed(once, "Firma2", "Diego Salazar")

    assert [one.name for one in read(twice).findings] == ["Carla Ocampo", "Diego Salazar"]
    assert read(once).state == read(twice).state == State.INTACT
    assert read(twice).is_ours
    assert pdfsig(once, tmp_path) == ["Signature is Valid."]
    assert pdfsig(twice, tmp_path) == ["Signature is Valid."] * 2


def test_a_signature_tells_who_signed_when_by_our_clock():
    [found] = read(signed(prepared()[1])).findings

    assert (found.name, found.reason, found.field) == ("Carla Ocampo", "Ok", "Firma1")
    assert found.at == clock.read(AT)


def test_the_stamp_is_read_on_the_page_that_was_added():
    pages = PdfReader(BytesIO(both())).pages
    text = " ".join(pages[-1].extract_text().split())

    shown = "".join(
        annotation.get_object()["/AP"]["/N"].get_object().get_data().decode("latin-1")
        for annotation in pages[-1]["/Annots"]
    )
    assert "Quienes firman." in text
    assert shown.count("/Stamp Do") == 2


def test_a_place_is_signed_once():
    once = signed(prepared()[1])

    with pytest.raises(Exception, match="filled"):
        signed(once)


def test_an_archival_pdf_stays_one_as_far_as_can_be_seen():
    """What PDF/A-2b asks of that which is added: it still says what it is, in PDF 1.7, every font
    is embedded, every field has an appearance that is printed, and the first signature permits
    without a digest of its own (ISO 19005-2, 6.1.12)."""
    read = PdfReader(BytesIO(both()))

    about, root = read.xmp_metadata, read.trailer["/Root"]
    assert (about.pdfaid_part, about.pdfaid_conformance) == ("2", "B")
    assert root.get("/Version", "/1.7") == "/1.7" and "/ID" in read.trailer
    assert list(root["/Perms"]) == ["/DocMDP"]
    for widget in read.pages[-1]["/Annots"]:
        told = widget.get_object()
        assert list(told["/AP"]) == ["/N"] and told["/F"] & 4 and not told["/F"] & 3
    fonts = [one for one in _within(read.pages[-1]) if one.get("/Type") == "/FontDescriptor"]
    assert fonts and all("/FontFile2" in one or "/FontFile3" in one for one in fonts)
    assert not any(one.get("/S") == "/JavaScript" for one in _within(root))


def _within(thing, seen=None):
    """Every dictionary that hangs on a thing of a PDF."""
    seen = set() if seen is None else seen
    thing = thing.get_object()
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, dict):
        yield thing
    inner = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else []
    for one in inner:
        yield from _within(one, seen)


def test_the_platform_seals_a_paper_without_touching_its_pages(tmp_path):
    document, _ready = prepared()

    sealed = signatures.seal(document, at=clock.read(AT))

    assert sealed.startswith(document)
    assert read(sealed).is_intact
    assert pdfsig(sealed, tmp_path) == ["Signature is Valid."]


def test_a_thread_that_runs_a_loop_of_its_own_signs_and_verifies():
    _document, ready = prepared()

    async def both_at_once():
        return read(signed(ready))

    assert asyncio.run(both_at_once()).is_intact


def test_signing_is_quick():
    _document, ready = prepared()
    signed(ready)

    took = []
    for _n in range(5):
        begun = datetime.now(UTC)
        signed(ready)
        took.append(datetime.now(UTC) - begun)

    assert min(took) < timedelta(seconds=1)  # a test shares its machine; the bench measures


@pytest.fixture
def authority():
    """A time stamp authority that answers by HTTP."""
    from asn1crypto import keys, tsp
    from asn1crypto import x509 as asn1
    from pyhanko.sign.timestamps import DummyTimeStamper
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = rsa.generate_private_key(65537, 2048)  # what the example authority takes
    made = certificate_of(key, usage=x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]))
    stamper = DummyTimeStamper(
        asn1.Certificate.load(made.public_bytes(serialization.Encoding.DER)),
        keys.PrivateKeyInfo.load(identity._key_bytes(key)),
        certs_to_embed=SimpleCertificateStore(),
    )

    class Authority(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            told = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_told):
            pass

    server = HTTPServer(("127.0.0.1", 0), Authority)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_with_an_authority_each_signature_carries_its_time(ana, authority, tmp_path):
    settings.put("signatures.time_stamp_url", authority, by=ana)

    once = signed(prepared()[1])

    [found] = pyhanko_signatures(once)
    carried = [attribute["type"].native for attribute in found.signer_info["unsigned_attrs"]]
    assert "signature_time_stamp_token" in carried
    assert read(once).is_intact
    assert pdfsig(once, tmp_path) == ["Signature is Valid."]


def test_an_authority_that_does_not_answer_signs_nothing(ana):
    settings.put("signatures.time_stamp_url", "http://127.0.0.1:9/", by=ana)

    with pytest.raises(TimeStampFailed):
        signed(prepared()[1])


def pyhanko_signatures(pdf):
    from pyhanko.pdf_utils.reader import PdfFileReader

    return PdfFileReader(BytesIO(pdf)).embedded_regular_signatures


# What is changed is seen


@pytest.fixture(scope="module")
def twice(django_db_setup, django_db_blocker, tmp_path_factory):
    """A file with two signatures, and the certificate that made them, once for all positions."""
    home = django_settings.HOME
    django_settings.HOME = tmp_path_factory.mktemp("home")
    try:
        with django_db_blocker.unblock():
            return both(), identity.remembered()
    finally:
        django_settings.HOME = home


def test_a_byte_that_changes_anywhere_is_seen(twice, monkeypatch):
    pdf, ours = twice
    monkeypatch.setattr(identity, "remembered", lambda: ours)
    [first, second] = [m.start() for m in re.finditer(rb"/Contents ?<", pdf)]

    @rules(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, len(pdf) - 1), st.integers(1, 255))
    @example(first + 40, 1)
    @example(second + 40, 1)
    @example(second + 2700, 1)  # the zeros behind the container
    @example(len(pdf) - 1, 3)
    @example(0, 1)
    def changed(position, by):
        altered = bytearray(pdf)
        altered[position] ^= by

        assert not read(bytes(altered)).is_intact

    assert read(pdf).is_intact
    changed()


def test_the_digits_of_a_container_may_not_be_spelled_in_another_way(twice, monkeypatch):
    pdf, ours = twice
    monkeypatch.setattr(identity, "remembered", lambda: ours)
    begin = pdf.rindex(b"/Contents <")
    place = next(n for n in range(begin + 30, len(pdf)) if pdf[n : n + 1] in b"abcdefABCDEF")

    altered = pdf[:place] + pdf[place : place + 1].swapcase() + pdf[place + 1 :]

    assert not read(altered).is_intact


def test_the_head_of_a_container_is_covered_byte_for_byte(twice, monkeypatch):
    """Version and algorithms of the container stand in no signature."""
    pdf, ours = twice
    monkeypatch.setattr(identity, "remembered", lambda: ours)
    begin = pdf.rindex(b"/Contents <") + len(b"/Contents <")

    for place in range(begin + 44, begin + 90):
        other = b"1" if pdf[place : place + 1] != b"1" else b"3"
        assert not read(pdf[:place] + other + pdf[place + 1 :]).is_intact, place - begin


@pytest.mark.parametrize("more", [b" ", b"\n", b"% nothing\n", b"\x00" * 20])
def test_what_is_added_behind_the_last_signature_is_seen(more):
    assert not read(both() + more).is_intact


def test_a_page_added_after_a_signature_is_seen():
    once = signed(prepared()[1])

    altered = signatures.prepare(once, sheet=sheet(), places=[])

    assert read(altered).state == State.CHANGED


def test_an_earlier_revision_is_intact_with_the_signatures_of_then():
    _document, ready = prepared()
    once = signed(ready)

    assert len(read(once).findings) == 1
    assert read(ready).state == State.UNSIGNED


@pytest.mark.parametrize(
    ("brought", "state"),
    [
        (b"", State.NOT_PDF),
        (b"hola", State.NOT_PDF),
        (b"%PDF-1.7\n", State.UNREADABLE),
        (b"%PDF-1.7\n" + b"\xff" * 5000, State.UNREADABLE),
        (b"%PDF-1.7\n1 0 obj << /ByteRange [0 1 2 3] >> endobj", State.CHANGED),
        (b"PK\x03\x04" + b"0" * 200, State.NOT_PDF),
    ],
)
def test_whatever_is_brought_gets_an_answer(brought, state):
    assert read(brought).state == state


@rules(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=3000))
def test_noise_behind_the_head_of_a_pdf_is_no_good_signature(noise):
    assert not read(b"%PDF-1.7\n" + noise).is_intact


def test_a_cut_file_is_not_intact():
    whole = both()

    for end in range(100, len(whole), len(whole) // 37):
        assert not read(whole[:end]).is_intact


def test_a_file_of_a_stranger_is_looked_at_in_a_process_of_its_own():
    whole = both()

    assert signatures.read_apart(whole) == read(whole)
    assert signatures.read_apart(whole[:-200]).state == State.CHANGED


def test_a_file_that_unpacks_to_more_than_there_is_ends_its_own_process_only():
    packing = zlib.compressobj(1)
    pieces = [packing.compress(bytes(1024 * 1024)) for _megabyte in range(1500)]
    bomb = b"".join([*pieces, packing.flush()])
    stream = b"<< /Type /XRef /Size 9 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /Length %d >>"
    body = b"%PDF-1.7\n1 0 obj " + stream % len(bomb) + b" stream\n" + bomb
    pdf = body + b"\nendstream endobj\nstartxref\n9\n%%EOF\n"

    told = signatures.read_apart(pdf)

    assert not told.is_intact


# Whose key


def test_the_key_of_the_platform_is_sealed_and_only_its_owner_reads_it(tmp_path):
    made = identity.own()
    path = tmp_path / "keys" / "signatures" / "own.sealed"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert made.key not in path.read_bytes()
    assert b"PRIVATE" not in path.read_bytes()
    assert isinstance(serialization.load_der_private_key(made.key, None).curve, ec.SECP256R1)
    assert identity.own().fingerprint == made.fingerprint


def test_what_an_earlier_certificate_signed_stays_ours(ana):
    old = signed(prepared()[1])

    identity.renew(by=ana)

    assert read(old).is_ours and read(old).is_intact
    assert identity.own().fingerprint != read_certificate(old)


def read_certificate(pdf):
    [known] = [key for key in identity.remembered() if key != identity.own().fingerprint]
    return known


def certificate_of(key, *, days=365, usage=None):
    name = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, "Transportes Andinos del Café S.A.S.")]
    )
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=days))
    )
    if usage:
        built = built.add_extension(usage, True)
    return built.sign(key, hashes.SHA256())


def company_file(*, key=None, password=b"clave-2026", **told):
    key = key or ec.generate_private_key(ec.SECP256R1())
    sealed = serialization.BestAvailableEncryption(password)
    made = certificate_of(key, **told)
    return pkcs12.serialize_key_and_certificates(b"koios", key, made, None, sealed)


def test_the_company_signs_with_its_own_certificate(ana, tmp_path):
    given_one = identity.from_pkcs12(company_file(), "clave-2026")

    identity.adopt(given_one, by=ana)
    once = signed(prepared()[1])

    [found] = read(once).findings
    assert found.certificate == "Transportes Andinos del Café S.A.S."
    assert found.is_ours and found.is_good
    assert pdfsig(once, tmp_path) == ["Signature is Valid."]
    assert audit.Entry.objects.filter(subject_id=identity.SETTING).exists()


def test_the_company_may_go_back_to_the_platforms(ana):
    identity.adopt(identity.from_pkcs12(company_file(), "clave-2026"), by=ana)
    once = signed(prepared()[1])

    identity.drop(by=ana)

    assert identity.current().is_own
    assert read(once).is_ours


def test_an_rsa_key_signs_too(ana):
    key = rsa.generate_private_key(65537, 2048)
    identity.adopt(identity.from_pkcs12(company_file(key=key), "clave-2026"), by=ana)

    assert read(signed(prepared()[1])).is_intact


@pytest.mark.parametrize(
    ("content", "password", "told"),
    [
        (b"nothing", "x", "no se abre"),
        (company_file(), "otra", "no se abre"),
        (company_file(key=rsa.generate_private_key(65537, 1024)), "clave-2026", "2048"),
        (
            company_file(
                usage=x509.KeyUsage(False, False, True, False, False, False, False, False, False)
            ),
            "clave-2026",
            "para firmar",
        ),
    ],
)
def test_a_file_that_cannot_sign_says_why(content, password, told):
    with pytest.raises(identity.UnfitCertificate, match=told):
        identity.from_pkcs12(content, password)


def test_an_expired_certificate_is_not_adopted(ana):
    given_one = identity.from_pkcs12(company_file(days=-3), "clave-2026")

    with pytest.raises(identity.UnfitCertificate, match="vigente"):
        identity.adopt(given_one, by=ana)


@pytest.mark.parametrize("instant", ["2038-01-04T08:00", "2020-01-02T08:00"])
def test_the_platforms_own_is_renewed_when_it_does_not_hold_and_somebody_signs(at, instant):
    """It has ended, or the clock of the machine was wrong when it was made."""
    old = signed(prepared()[1])
    before = identity.own().fingerprint
    at(instant)

    new = signed(prepared()[1])

    assert identity.own().fingerprint != before
    assert not identity.own().is_over(clock.now())
    assert read(old).is_ours and read(new).is_ours and read(new).is_intact
    [entry] = audit.Entry.objects.filter(subject_id=identity.SETTING)
    assert (entry.verb, entry.actor_id) == ("renewed", None)
    assert entry.facts == {"fingerprint": identity.own().fingerprint}


def test_one_that_holds_is_not_renewed():
    signed(prepared()[1])
    before = identity.own().fingerprint

    signed(prepared()[1])

    assert identity.own().fingerprint == before
    assert not audit.Entry.objects.filter(verb="renewed").exists()


def test_to_look_at_one_that_is_over_changes_nothing(at):
    before = identity.own().fingerprint
    at("2038-01-04T08:00")

    assert identity.current().fingerprint == before
    assert not audit.Entry.objects.filter(verb="renewed").exists()


def test_a_certificate_of_the_company_that_is_over_signs_nothing(ana, at):
    identity.adopt(identity.from_pkcs12(company_file(), "clave-2026"), by=ana)
    at(f"{identity.current().ends_at + timedelta(days=1):%Y-%m-%dT%H:%M}")

    with pytest.raises(Refusal, match="Ajustes, Certificado de firma"):
        signed(prepared()[1])
    assert not identity.current().is_own

    identity.drop(by=ana)
    assert read(signed(prepared()[1])).is_intact


def test_nothing_of_pyhanko_is_loaded_until_somebody_signs():
    code = (
        "import django; django.setup(); import sys; import koios.core.signatures, koios.urls;"
        "print([name for name in sys.modules if name.startswith(('pyhanko', 'aiohttp', 'lxml'))])"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "koios.settings"}

    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=environment,
        cwd=django_settings.PROJECT,
    )

    assert told.stdout.strip() == "[]", told.stderr
