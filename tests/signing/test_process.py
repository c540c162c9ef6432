"""Papers that people sign: who is asked when, what each signature adds, and how it ends."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from koios.core import audit, calendar, checks, clock, signatures
from koios.core.documents import Document
from koios.core.notices import Notice
from koios.core.outbox import BadAddress, Message
from koios.core.refusals import Refusal, WrongMove
from koios.core.signatures import known
from koios.signing import events, landing, sweeps
from koios.signing.models import Kind, Party, Signer, SigningRequest, Status, Step
from koios.signing.states import MOVES, STEPS
from tests.signing.acting import CARLA, COPY, DIEGO, NORA, sign, signer_of, work


def mails(kind):
    return [message.to[0] for message in Message.objects.filter(kind=f"signing.{kind}")]


def steps(request):
    return {one.email.partition("@")[0]: one.status for one in request.signers.all()}


def content_of(file):
    with file.open() as source:
        return source.read()


# Who is asked, and when


def test_all_are_asked_at_once_when_no_order_is_kept(ask):
    request = ask(CARLA, DIEGO)

    assert request.status == Status.OPEN
    assert sorted(mails("invitation")) == [CARLA.email, DIEGO.email]


def test_in_order_the_second_is_asked_when_the_first_has_signed(ask):
    second = Party(DIEGO.name, DIEGO.email, document=DIEGO.document, position=2)
    request = ask(CARLA, second, ordered=True)
    assert mails("invitation") == [CARLA.email]

    sign(request, CARLA.email)
    work()

    assert mails("invitation") == [CARLA.email, DIEGO.email]


def test_those_of_one_turn_are_asked_together(ask):
    last = Party(NORA.name, NORA.email, side="ours", document="CC 1", position=2)
    request = ask(CARLA, DIEGO, last, ordered=True)

    sign(request, CARLA.email)
    work()
    assert steps(request)["nora"] == Step.WAITING
    sign(request, DIEGO.email)
    work()

    assert steps(request)["nora"] == Step.INVITED


def test_nobody_is_asked_before_the_paper_is_set(ana, school):
    from tests.core import papers

    paper = Document.freeze("core/letter.typ", papers.letter(), about=school, name="a.pdf", by=ana)

    request = SigningRequest.ask(paper, about=school, title="C", parties=[CARLA], by=ana)

    assert request.status == Status.PREPARING
    assert not Message.objects.exists()


def test_a_record_has_one_paper_in_signing_at_a_time(ask, school):
    request = ask()

    with pytest.raises(Refusal, match="ya está en firma"):
        ask()

    request.cancel(by=audit.SYSTEM, reason="Cambió el valor")
    assert ask().status == Status.OPEN


@pytest.mark.parametrize(
    ("parties", "told"),
    [
        ([COPY], "al menos una persona"),
        ([Party("", "a@b.co")], "Falta el nombre"),
        ([CARLA] * 21, "hasta 20"),
    ],
)
def test_what_cannot_be_asked_says_why(ask, parties, told):
    with pytest.raises(Refusal, match=told):
        ask(*parties)


def test_an_address_that_is_none_is_refused(ask):
    with pytest.raises(BadAddress):
        ask(Party("Carla", "carla.example"))


# Signing


def test_each_signature_is_a_revision_behind_the_others(ask):
    request = ask(CARLA, DIEGO)
    base = content_of(request.document.file)

    sign(request, CARLA.email)
    work()
    sign(request, DIEGO.email)
    work()

    [sheet, once, twice] = [content_of(one.file) for one in request.revisions.all()]
    assert sheet.startswith(base) and once.startswith(sheet) and twice.startswith(once)
    assert [one.name for one in signatures.read(twice).findings] == [CARLA.name, DIEGO.name]
    assert signatures.read(twice).is_intact
    assert list(checks.checks["signing"]()) == []


def test_the_last_signature_completes_it_and_says_so(ask):
    told = []

    def hear(sender, request, **more):
        told.append((request.status, request.final.sha256))

    events.signed.connect(hear)
    request = ask(CARLA, DIEGO)

    sign(request, CARLA.email)
    work()
    assert told == []
    sign(request, DIEGO.email)
    work()

    request.refresh_from_db()
    assert request.status == Status.SIGNED
    assert told == [(Status.SIGNED, request.current.sha256)]
    assert request.signed_on == calendar.today()


def test_everybody_gets_the_file_and_its_sealed_evidence(ask):
    request = ask(CARLA, COPY)

    sign(request, CARLA.email)
    work()

    request.refresh_from_db()
    assert sorted(mails("completed")) == [COPY.email, CARLA.email]
    sent = Message.objects.filter(kind="signing.completed").first()
    assert [file.sha256 for file in sent.files] == [
        request.final.sha256,
        request.evidence_sha256,
    ]
    assert signatures.read(content_of(request.evidence_file)).is_intact
    assert steps(request)["archivo"] == Step.INFORMED


def test_the_evidence_tells_who_when_from_where_and_every_hash(ask):
    request = ask(CARLA)
    sign(request, CARLA.email, agent="Firefox")
    work()

    request.refresh_from_db()
    told = str(request.evidence.data)

    for piece in (CARLA.name, CARLA.document, CARLA.email, "Firefox", request.base_sha256):
        assert piece in told
    for revision in request.revisions.all():
        assert revision.sha256 in told
    assert request.method[:60] in told


def test_two_who_sign_at_the_same_instant_both_land(ask):
    request = ask(CARLA, DIEGO)

    sign(request, CARLA.email)
    sign(request, DIEGO.email)
    work()

    request.refresh_from_db()
    assert request.status == Status.SIGNED
    assert len(signatures.read(content_of(request.final)).findings) == 2


def test_who_is_late_upon_another_revision_begins_again(ask):
    request = ask(CARLA, DIEGO)
    sign(request, CARLA.email)
    sign(request, DIEGO.email)
    stale = request.current
    first, second = request.signatures.all()
    assert request._stamp(first)

    kept = request._keep_signed(b"%PDF- made from the one before", second, upon=stale)

    assert kept and request.revisions.count() == 2
    work()
    request.refresh_from_db()
    assert signatures.read(content_of(request.final)).is_intact


def test_an_approver_approves_and_that_is_in_the_file(ask):
    request = ask(Party(NORA.name, NORA.email, kind=Kind.APPROVER, document="CC 1"), CARLA)

    sign(request, NORA.email)
    sign(request, CARLA.email)
    work()

    request.refresh_from_db()
    reasons = [one.reason for one in signatures.read(content_of(request.final)).findings]
    assert reasons[0].startswith("Aprueba") and reasons[1].startswith("Firma")


def test_twelve_sign_on_two_pages(ask):
    request = ask(
        *[Party(f"Firmante {n}", f"f{n}@koios.example", document="CC 1") for n in range(12)]
    )

    for n in range(12):
        sign(request, f"f{n}@koios.example")
    work()

    request.refresh_from_db()
    assert len(signatures.read(content_of(request.final)).findings) == 12


def test_nobody_signs_twice_nor_out_of_turn(ask):
    second = Party(DIEGO.name, DIEGO.email, document="CC 2", position=2)
    request = ask(CARLA, second, ordered=True)
    sign(request, CARLA.email)

    with pytest.raises(Refusal):
        sign(request, CARLA.email)
    with pytest.raises(Refusal):
        sign(request, DIEGO.email)


def test_nobody_signs_another_document_than_the_one_they_read(ask):
    request = ask()

    with pytest.raises(Refusal, match="no es el que usted leyó"):
        sign(request, CARLA.email, base_sha256="0" * 64)


def test_nobody_signs_after_the_last_day(ask, at):
    at("2026-07-02T10:00")
    request = ask(expires_on=calendar.today())
    at("2026-07-03T00:01")

    with pytest.raises(Refusal, match="ya no está en firma"):
        sign(request, CARLA.email)


# Handing over


def test_who_delegates_leaves_their_place_to_another(ask):
    request = ask()
    carla = signer_of(request, CARLA.email)

    carla.delegate(name="Elena Ruiz", email="elena@laarboleda.example", reason="Viajo")
    sign(request, "elena@laarboleda.example", document="CC 3")
    sign(request, DIEGO.email)
    work()

    request.refresh_from_db()
    assert request.status == Status.SIGNED
    names = [one.name for one in signatures.read(content_of(request.final)).findings]
    assert names == ["Elena Ruiz", DIEGO.name]
    with pytest.raises(Refusal):
        sign(request, CARLA.email)


def test_a_delegate_is_another_person(ask):
    request = ask()

    with pytest.raises(Refusal, match="su propio correo"):
        signer_of(request, CARLA.email).delegate(name="Yo", email=CARLA.email, reason="x")


def test_who_waits_is_replaced_without_being_asked_before_their_turn(ask, ana):
    second = Party(DIEGO.name, DIEGO.email, document="CC 2", position=2)
    request = ask(CARLA, second, ordered=True)

    signer_of(request, DIEGO.email).replace(
        by=ana, name="Fabio", email="fabio@santaines.example", reason="Ya no trabaja allá"
    )

    assert steps(request)["fabio"] == Step.WAITING
    sign(request, CARLA.email)
    work()
    assert steps(request)["fabio"] == Step.INVITED


def test_a_link_is_sent_again(ask, ana):
    request = ask()

    signer_of(request, CARLA.email).send_link_again(by=ana)

    assert mails("invitation").count(CARLA.email) == 2


# How it ends


def test_who_declines_ends_it_for_all_with_the_reason(ask, ana):
    request = ask()

    signer_of(request, CARLA.email).decline(reason="El valor no es el acordado")

    request.refresh_from_db()
    assert request.status == Status.DECLINED
    assert request.why == "El valor no es el acordado"
    assert steps(request) == {"carla": Step.DECLINED, "diego": Step.RELEASED}
    assert DIEGO.email in mails("ended")
    assert Notice.objects.filter(person=ana, text__contains="no firma").exists()
    with pytest.raises(Refusal):
        sign(request, DIEGO.email)


def test_it_expires_after_its_last_day_and_only_then(ask, at):
    at("2026-07-02T10:00")
    request = ask(expires_on=calendar.today() + timedelta(days=2))
    at("2026-07-04T23:59")
    assert sweeps.expire() == 0
    at("2026-07-05T00:01")

    assert (sweeps.expire(), sweeps.expire()) == (1, 0)

    request.refresh_from_db()
    assert request.status == Status.EXPIRED


def test_who_signed_in_time_is_not_overwritten_by_the_end_of_the_day(ask, at):
    at("2026-07-02T10:00")
    request = ask(CARLA, expires_on=calendar.today())
    sign(request, CARLA.email)
    at("2026-07-03T00:01")

    assert sweeps.expire() == 0
    work()

    request.refresh_from_db()
    assert request.status == Status.SIGNED


def test_reminders_leave_once_for_each_day_in_the_hours_of_the_law(ask, at):
    at("2026-07-02T10:00")  # a Thursday
    ask(CARLA)
    at("2026-07-05T10:00")  # a Sunday, three days later

    assert (sweeps.remind(), sweeps.remind()) == (1, 0)

    [message] = Message.objects.filter(kind="signing.reminder")
    assert clock.local(message.next_at).strftime("%a %H:%M") == "Mon 07:00"


def test_who_signed_is_not_reminded(ask, at):
    at("2026-07-02T10:00")
    request = ask(CARLA, DIEGO)
    sign(request, CARLA.email)
    at("2026-07-06T10:00")

    sweeps.remind()

    assert mails("reminder") == [DIEGO.email]


def test_who_asked_hears_that_an_invitation_did_not_arrive(ask, ana):
    ask(CARLA)
    [message] = Message.objects.filter(kind="signing.invitation")
    message.cancel(by=audit.SYSTEM)

    assert Notice.objects.filter(person=ana, text__contains="No llegó el correo de firma").exists()


def test_what_they_saw_is_told_though_somebody_signed_meanwhile(ask):
    request = ask(CARLA, DIEGO)
    seen = request.current.sha256
    sign(request, DIEGO.email)
    work()

    assert sign(request, CARLA.email, seen=seen).seen_sha256 == seen


# Known again


def test_each_paper_of_a_process_is_known_by_its_hash(ask):
    request = ask(CARLA)
    sign(request, CARLA.email)
    work()

    request.refresh_from_db()
    [sheet, last] = request.revisions.all()
    assert not known.find(sheet.sha256).is_last
    assert known.find(last.sha256).is_last
    assert "firmado por todos" in known.find(last.sha256).note
    assert "constancia" in known.find(request.evidence_sha256).note


def test_check_sees_a_revision_that_is_not_of_its_file(ask):
    request = ask(CARLA)
    sign(request, CARLA.email)
    work()

    request.revisions.filter(number=1).update(number=5)

    assert any("revision 5" in line for line in landing.check_revisions())


# The tables


@rules(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(here=st.sampled_from(Status), there=st.sampled_from(Status))
def test_a_request_moves_only_along_its_table(ask, here, there):
    request = ask_once(ask)
    SigningRequest.objects.filter(pk=request.pk).update(status=here)
    request.refresh_from_db()

    with transaction.atomic():
        if there in MOVES.get(here, ()):
            request.move_to(there, by=audit.SYSTEM)
        else:
            with pytest.raises(WrongMove):
                request.move_to(there, by=audit.SYSTEM)


@rules(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(here=st.sampled_from(Step), there=st.sampled_from(Step))
def test_a_signer_moves_only_along_their_table(ask, here, there):
    signer = ask_once(ask).signers.first()
    Signer.objects.filter(pk=signer.pk).update(status=here)
    signer.refresh_from_db()

    if there in STEPS.get(here, ()):
        signer.move_to(there, by=audit.SYSTEM)
    else:
        with pytest.raises(WrongMove):
            signer.move_to(there, by=audit.SYSTEM)


def ask_once(ask):
    return SigningRequest.objects.first() or ask()


def test_a_place_has_one_signer_who_counts(ask):
    request = ask()
    carla, diego = request.signers.all()

    with pytest.raises(IntegrityError), transaction.atomic():
        Signer.objects.filter(pk=diego.pk).update(place=carla.place)
