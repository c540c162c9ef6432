"""The outbox: what a message says, that it leaves once, and what becomes of it on record."""

from datetime import timedelta

import pytest
from django.db import transaction

from koios.core import audit, clock, events, jobs, outbox
from koios.core import settings as company_settings
from koios.core.checks import checks
from koios.core.files import keep_bytes
from koios.core.outbox import Message, story
from koios.core.refusals import WrongMove

CARLA = "carla@empresa.example"
DIEGO = "diego@colegio.example"


@pytest.fixture(autouse=True)
def _morning(at):
    at("2026-07-22T10:18")


@pytest.fixture
def announced():
    """What was announced, in its order."""
    heard = []

    def hear(name):
        def listen(sender, message, **_):
            heard.append((name, message.pk))

        getattr(events, f"message_{name}").connect(listen, weak=False, dispatch_uid=f"test {name}")

    for name in ("accepted", "refused", "bounced"):
        hear(name)
    yield heard
    for name in ("accepted", "refused", "bounced"):
        getattr(events, f"message_{name}").disconnect(dispatch_uid=f"test {name}")


def send(to=(CARLA,), **fields):
    told = {"kind": "case.receipt", "subject": "Recibimos su queja", "text": "Radicado: 318\n"}
    return outbox.send(to=list(to), **(told | fields))


def deliver(message):
    jobs.run_due()
    message.refresh_from_db()
    return message


def words(message):
    return [(step["tone"], step["text"]) for step in message.steps()]


# What it says


def test_a_message_arrives_as_it_was_written(db, smtp, ana):
    company_settings.put("company.name", "Transportes Ñandú", by=ana)
    company_settings.put("mail.sender", "servicio@nandu.example", by=ana)

    send(
        to=[CARLA, DIEGO],
        cc=["beto@koios.example"],
        reply_to="pqrs@nandu.example",
        subject="Acuse de recibo: queja nº 318, ¿qué sigue?",
        text="Señora Ángela:\n\nRecibimos su queja — radicado PQRS-2026-000318.\n",
        html="<p>Señora Ángela</p>",
    )
    jobs.run_due()

    got = smtp.last()
    assert got.recipients == [CARLA, DIEGO, "beto@koios.example"]
    assert got.sender == "servicio@nandu.example"
    assert got.message["From"].addresses[0].display_name == "Transportes Ñandú"
    assert got.message["To"] == f"{CARLA}, {DIEGO}"
    assert got.message["Cc"] == "beto@koios.example"
    assert got.message["Reply-To"] == "pqrs@nandu.example"
    assert got.subject == "Acuse de recibo: queja nº 318, ¿qué sigue?"
    assert got.message["Date"] == "Wed, 22 Jul 2026 10:18:00 -0500"
    assert got.text == "Señora Ángela:\n\nRecibimos su queja — radicado PQRS-2026-000318.\n"
    assert got.html.strip() == "<p>Señora Ángela</p>"
    assert got.raw.isascii()


def test_files_go_with_their_names_and_bytes(db, smtp, ana):
    letter = keep_bytes(b"%PDF-1.7 carta", "Respuesta a la señora Ñáñez.pdf", about=ana, by=ana)
    table = keep_bytes(b"a;b\n1;2\n", "tabla.csv", about=ana, by=ana)

    send(attachments=[letter, table])
    jobs.run_due()

    assert smtp.last().attachments == {
        "Respuesta a la señora Ñáñez.pdf": b"%PDF-1.7 carta",
        "tabla.csv": b"a;b\n1;2\n",
    }
    assert smtp.last().text == "Radicado: 318\n"


def test_what_the_program_writes_says_so_and_what_a_person_writes_does_not(db, smtp):
    send()
    send(automatic=False)
    jobs.run_due()

    by_program, by_person = (got.message for got in smtp.messages)
    assert by_program["Auto-Submitted"] == "auto-generated"
    assert by_person["Auto-Submitted"] is None
    assert not [name for name in by_program.keys() if name.lower().startswith("list-")]  # noqa: SIM118


def test_no_header_can_be_smuggled_in(db, smtp, ana):
    company_settings.put("company.name", "Koios\r\nBcc: todos@empresa.example", by=ana)

    send(subject="Hola\r\nBcc: todos@empresa.example\r\n\r\nOtro texto")
    jobs.run_due()

    got = smtp.last()
    assert got.recipients == [CARLA]
    assert got.message["Bcc"] is None
    assert got.subject == "Hola Bcc: todos@empresa.example Otro texto"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "carla",
        "carla@",
        "@empresa.example",
        "carla@empresa",
        "ca rla@empresa.example",
        "carla@empresa.example, diego@colegio.example",
        "carla@empresa.example\r\nBcc: x@y.example",
        "Carla <carla@empresa.example>",
        "cárla@empresa.example",
        "carla@" + "x" * 70 + ".example",
    ],
)
def test_what_is_no_address_is_refused_and_nothing_is_queued(db, address):
    with pytest.raises(outbox.BadAddress):
        send(to=[address])

    assert not Message.objects.exists()


def test_somebody_has_to_receive_it(db):
    with pytest.raises(outbox.BadAddress):
        send(to=[])


def test_nobody_gets_it_twice(db, smtp):
    send(to=[CARLA, CARLA.upper()], cc=[CARLA, DIEGO])
    jobs.run_due()

    assert smtp.last().recipients == [CARLA, DIEGO]


def test_a_domain_with_an_accent_goes_in_ascii(db, smtp):
    send(to=["carla@compañía.example"])
    jobs.run_due()

    assert smtp.last().recipients == ["carla@xn--compaa-7va5a.example"]


# That it leaves, and once


def test_a_message_of_an_act_that_failed_does_not_leave(transactional_db, smtp):
    with pytest.raises(KeyError), transaction.atomic():
        send()
        raise KeyError

    jobs.run_due()

    assert not smtp.messages


def test_the_record_tells_when_the_server_took_it(db, smtp, announced):
    message = send()

    deliver(message)

    assert message.status == "sent"
    assert message.accepted_at == clock.now()
    assert announced == [("accepted", message.pk)]
    assert words(message) == [("", "En cola"), ("ok", "Entregado (250 2.0.0 OK queued as 1)")]
    assert [entry.verb for entry in audit.trail(message)] == ["queued", "accepted"]


def test_a_job_that_comes_twice_sends_it_once(db, smtp, announced):
    message = send()
    outbox.message.deliver.enqueue(message=message.pk, turn=1)

    deliver(message)

    assert len(smtp.messages) == 1
    assert announced == [("accepted", message.pk)]


def test_it_waits_for_its_hour(db, smtp, at):
    at("2026-07-22T21:00")
    message = send(not_before=clock.read("2026-07-23T07:00"))
    deliver(message)
    assert not smtp.messages
    assert words(message)[-1] == ("", "Sale")

    at("2026-07-23T07:00")

    assert deliver(message).status == "sent"


def test_the_messages_of_a_record_are_its_own(db, ana, beto):
    mine, _other = send(about=ana), send(about=beto)

    assert list(Message.for_record(ana)) == [mine]


def test_many_messages_go_over_one_connection(db, smtp):
    for _ in range(20):
        send()

    jobs.run_due()

    assert len(smtp.messages) == 20
    assert len({got.message["Message-ID"] for got in smtp.messages}) == 20
    assert smtp.connections <= 1  # or over the one of an earlier test


# A server in a bad mood


def test_a_server_that_is_busy_is_asked_again_with_the_same_message(db, smtp, at, announced):
    smtp.is_busy(2)
    message = send()
    for minutes in (0, 2, 10):
        at(clock.read("2026-07-22T10:18") + timedelta(minutes=minutes))
        deliver(message)

    assert message.status == "sent"
    assert [attempt.outcome for attempt in message.attempts.all()] == [
        "deferred",
        "deferred",
        "accepted",
    ]
    assert smtp.last().message["Message-ID"] == message.message_id
    assert announced == [("accepted", message.pk)]
    assert words(message)[1] == ("retry", "El servidor pidió esperar (451 4.3.0 Try again later)")


def test_the_next_attempt_is_told(db, smtp):
    smtp.is_busy(1)
    message = deliver(send())

    assert message.status == "deferred"
    assert words(message)[-1] == ("retry", "Próximo intento")
    assert timedelta(seconds=54) <= message.steps()[-1]["at"] - clock.now() <= timedelta(seconds=66)


def test_after_the_last_pause_it_is_given_up(db, smtp, at, announced, ana):
    company_settings.put("mail.pauses", "1, 5", by=ana)
    smtp.is_busy(100)
    message = send()
    for hour in (10, 11, 12, 13):
        at(f"2026-07-22T{hour}:30")
        deliver(message)

    assert message.attempts.count() == 3
    assert message.status == "failed"
    assert announced == [("refused", message.pk)]
    assert words(message)[-1] == ("bad", "No se entregó. Ya no se intenta más")


def test_an_address_that_does_not_exist_is_told_at_once(db, smtp, announced):
    smtp.refuses(CARLA)

    message = deliver(send())

    assert message.status == "failed"
    assert message.accepted_at is None
    assert message.last_answer == "550 5.1.1 No such user"
    assert announced == [("refused", message.pk)]
    assert words(message)[-1] == ("bad", "No lo recibieron (550 5.1.1 No such user)")


def test_of_two_recipients_one_may_be_refused(db, smtp, announced):
    smtp.refuses(DIEGO)

    message = deliver(send(to=[CARLA, DIEGO]))

    assert message.status == "sent"
    assert announced == [("accepted", message.pk)]
    assert words(message)[1:] == [
        ("ok", f"Entregado a {CARLA} (250 2.0.0 OK queued as 1)"),
        ("bad", f"{DIEGO}: no lo recibieron (550 5.1.1 No such user)"),
    ]


def test_who_asked_to_wait_gets_it_later_and_the_others_once(db, smtp, at, announced):
    smtp.refuses(DIEGO, "450 4.2.0 Greylisted")
    message = deliver(send(to=[CARLA, DIEGO]))
    assert message.status == "deferred"
    assert announced == [("accepted", message.pk)]
    first = message.accepted_at

    smtp.accepts(DIEGO)
    at("2026-07-22T10:30")
    deliver(message)

    assert message.status == "sent"
    assert message.accepted_at == first
    assert [got.recipients for got in smtp.messages] == [[CARLA], [DIEGO]]
    assert announced == [("accepted", message.pk)]


def test_a_copy_that_arrives_is_no_delivery(db, smtp, announced):
    smtp.refuses(CARLA)

    message = deliver(send(cc=[DIEGO]))

    assert message.status == "failed"
    assert announced == [("refused", message.pk)]


def test_a_server_that_is_down_is_tried_later(db, smtp, at):
    smtp.goes_down()
    message = deliver(send())
    assert message.status == "deferred"
    assert words(message)[1] == ("retry", "No se pudo llegar al servidor de correo")

    smtp.comes_back()
    at("2026-07-22T10:30")

    assert deliver(message).status == "sent"


def test_a_server_that_hung_up_between_two_messages_is_called_again(db, smtp):
    deliver(send())
    smtp.goes_down()
    smtp.comes_back()

    assert deliver(send()).status == "sent"


def test_a_server_that_is_slow_gets_its_time(db, smtp):
    smtp.is_slow(1)

    assert deliver(send()).status == "sent"


def test_a_server_that_goes_silent_with_the_message_leaves_its_fate_open(db, smtp, at):
    smtp.hangs_up(1)
    message = deliver(send())
    assert message.status == "deferred"
    assert words(message)[1] == (
        "retry",
        "No se supo si llegó. Va otra vez, con el mismo identificador",
    )

    at("2026-07-22T10:30")

    assert deliver(message).status == "sent"


def test_without_a_server_it_waits_and_says_so(db, settings, smtp, at):
    configured, settings.SMTP = settings.SMTP, settings.SMTP | {"host": ""}
    message = deliver(send())
    assert message.status == "queued"
    assert words(message)[-1] == ("retry", "Sale apenas se configure el correo")
    assert outbox.wake() == 0

    settings.SMTP = configured

    assert outbox.wake() == 1
    assert deliver(message).status == "sent"


def test_the_settings_page_names_the_server(db, settings, smtp, ana):
    settings.SMTP = settings.SMTP | {"host": ""}
    for key, value in {
        "host": smtp.host,
        "port": smtp.port,
        "security": "none",
        "password": "clave",
    }.items():
        company_settings.put(f"mail.{key}", value, by=ana)

    assert deliver(send()).status == "sent"
    assert outbox.account.current().password == "clave"
    assert "clave" not in str(company_settings.get("mail.password"))


def test_one_whose_job_was_lost_is_found_again(db, smtp, at):
    message = send()
    jobs.Job.objects.all().delete()
    assert outbox.wake() == 0

    at("2026-07-22T10:34")

    assert outbox.wake() == 1
    assert deliver(message).status == "sent"


# A worker that dies


def test_one_whose_fate_is_unknown_goes_again_and_says_so(db, smtp, at, announced):
    message = send()
    jobs.Job.objects.take()
    message.attempt()  # and its worker died here

    at("2026-07-22T10:19")
    deliver(message)

    assert message.status == "sent"
    assert [attempt.outcome for attempt in message.attempts.all()] == ["unknown", "accepted"]
    assert smtp.last().message["Message-ID"] == message.message_id
    assert words(message)[1] == (
        "retry",
        "No se supo si llegó. Va otra vez, con el mismo identificador",
    )
    assert announced == [("accepted", message.pk)]


def test_two_who_deliver_the_same_message_leave_one_record(db, smtp, announced):
    message = send()
    slow = Message.objects.get(pk=message.pk)
    first = slow.attempt()  # taken for dead while it waits for the answer
    deliver(message)

    first.note(outbox.relay.hand_over("a@koios.example", [CARLA], b"x"))
    slow.settle(first)

    assert announced == [("accepted", message.pk)]
    assert audit.trail(message).filter(verb="accepted").count() == 1


def test_when_the_consequences_fail_it_is_not_sent_again(transactional_db, smtp, at, announced):
    def stumble(**_):
        raise RuntimeError("no se pudo")

    message = send()
    events.message_accepted.connect(stumble, dispatch_uid="stumble")
    try:
        deliver(message)
    finally:
        events.message_accepted.disconnect(dispatch_uid="stumble")
    assert message.status == "sending"
    assert announced  # it was announced, and all of it was taken back
    announced.clear()

    at("2026-07-22T10:30")
    deliver(message)

    assert message.status == "sent"
    assert len(smtp.messages) == 1
    assert announced == [("accepted", message.pk)]


# What may come later


def test_a_bounce_is_written_down_once(db, smtp, announced):
    message = deliver(send())
    announced.clear()
    at_night = clock.now() + timedelta(hours=9)

    message.bounced("552 buzón lleno", at_night)
    message.bounced("552 buzón lleno", at_night)

    assert (message.status, message.bounced_at) == ("bounced", at_night)
    assert announced == [("bounced", message.pk)]
    assert words(message)[-1] == ("bad", "Rebotó (552 buzón lleno)")


def test_what_has_not_left_cannot_bounce(db):
    with pytest.raises(WrongMove):
        send().bounced("552 buzón lleno")


def test_a_person_sends_again_what_came_back(db, smtp, at, announced, ana):
    message = deliver(send())
    message.bounced("552 buzón lleno")
    announced.clear()

    at("2026-07-22T15:00")
    message.send_again(by=ana)
    deliver(message)

    assert message.status == "sent"
    assert message.accepted_at == clock.now()
    assert announced == [("accepted", message.pk)]
    assert len({got.message["Message-ID"] for got in smtp.messages}) == 1


def test_a_person_does_not_wait_for_the_next_attempt(db, smtp, ana):
    smtp.is_busy(1)
    message = deliver(send())

    message.send_again(by=ana)

    assert deliver(message).status == "sent"
    assert jobs.Job.objects.filter(task="koios.mail", status="waiting").count() == 1


def test_the_job_of_an_earlier_turn_does_nothing(db, smtp, at, ana):
    smtp.is_busy(1)
    message = deliver(send())
    message.send_again(by=ana)
    deliver(message)

    at("2026-07-22T23:00")
    deliver(message)

    assert len(smtp.messages) == 1


def test_a_job_that_is_overtaken_at_the_door_does_nothing(db, ana):
    message = send()
    at_the_door = Message.objects.get(pk=message.pk)
    message.send_again(by=ana)

    assert at_the_door.attempt() is None


def test_what_was_sent_is_not_sent_again_by_hand(db, smtp, ana):
    message = deliver(send())

    with pytest.raises(WrongMove):
        message.send_again(by=ana)


def test_a_person_keeps_a_message_from_leaving(db, smtp, ana):
    message = send()

    message.cancel(by=ana, reason="era para otra persona")

    assert deliver(message).status == "cancelled"
    assert not smtp.messages
    assert words(message)[-1] == ("bad", "Anulado antes de salir")


def test_what_was_sent_cannot_be_cancelled(db, smtp, ana):
    message = deliver(send())

    with pytest.raises(WrongMove):
        message.cancel(by=ana)


# What check sees


def problems():
    return [*checks["outbox"](), *checks["trail"]()]


def test_a_message_that_was_changed_is_found(db, smtp, ana):
    file = keep_bytes(b"hola", "nota.txt", about=ana, by=ana)
    message = deliver(send(attachments=[file]))
    assert not problems()

    Message.objects.filter(pk=message.pk).update(text="Nunca dijimos eso\n")

    assert "does not say what it said" in problems()[0]


def test_a_date_of_delivery_that_was_changed_is_found(db, smtp):
    message = deliver(send())

    Message.objects.filter(pk=message.pk).update(accepted_at=clock.now() - timedelta(days=9))

    assert "changed without an act" in problems()[0]


def test_a_message_said_to_be_sent_that_nobody_took_is_found(db):
    message = send()

    Message.objects.filter(pk=message.pk).update(status="sent", accepted_at=clock.now())

    assert any("no attempt tells" in problem for problem in problems())


def test_a_message_that_never_left_is_found(db, at):
    send()

    at("2026-07-24T10:18")

    assert "should have left on 2026-07-22" in problems()[0]


def test_every_outcome_has_its_words():
    assert set(story.TELL) == {"", *outbox.Attempt.Outcome.values}
