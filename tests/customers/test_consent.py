"""What people allow is an event that is never changed; silence is not consent."""

import pytest
from django.utils import translation

from koios.core import audit, translations
from koios.customers import identity
from koios.customers.models import (
    ConsentEvent,
    ConsentPurpose,
    DataSubject,
    PrivacyNotice,
    PrivacyPolicy,
)

WEB = ConsentEvent.Channel.WEB


@pytest.fixture
def sandra(db):
    return DataSubject.known_as(
        name="Sandra Milena Arango",
        document=identity.read("24488310"),
        email="sandra@correo.example",
        by=audit.PUBLIC,
    )


def answer(subject, purpose, given, **more):
    return ConsentEvent.record(
        subject=subject, purpose=purpose, given=given, channel=WEB, by=audit.PUBLIC, **more
    )


def test_there_is_one_question_for_each_purpose(db):
    assert [purpose.key for purpose in ConsentPurpose.objects.asked()] == ["call", "ask", "news"]


def test_silence_is_not_consent(sandra):
    assert not sandra.allows("news")


def test_leave_for_one_purpose_is_not_leave_for_another(sandra):
    answer(sandra, "call", True)
    answer(sandra, "news", False)

    assert sandra.allows("call")
    assert not sandra.allows("news")
    assert not sandra.allows("ask")


def test_an_event_keeps_what_the_person_had_before_them(sandra, school, at):
    now = at("2026-07-22T10:18")
    notice = PrivacyNotice.in_force("cases")

    event = answer(sandra, "call", True, notice=notice, about=school, ip="203.0.113.7")

    assert event.at == now
    assert event.policy == PrivacyPolicy.in_force()
    assert event.notice == notice
    assert event.text == "¿Podemos llamarlo si falta un dato?"
    assert (event.about_type, event.about_id) == ("customers.customer", str(school.pk))
    assert audit.trail(event).get().told()["ip"] == [None, "203.0.113.7"]


def test_taking_back_is_a_new_event_and_the_first_stays(sandra, beto):
    answer(sandra, "news", True)

    sandra.revoke("news", by=beto, channel=ConsentEvent.Channel.PHONE)

    assert not sandra.allows("news")
    assert [event.answer for event in sandra.events.all()] == ["given", "revoked"]


def test_another_wording_is_another_purpose_and_must_be_asked_again(sandra, beto):
    answer(sandra, "news", True)
    purpose = ConsentPurpose.objects.get(key="news")

    purpose.reword(by=beto, question="¿Quiere recibir ofertas de aliados?", hint="")

    assert not sandra.allows("news")
    answer(sandra, "news", True)
    assert sandra.allows("news")


def test_the_ledger_is_only_added_to(sandra):
    event = answer(sandra, "call", True)

    event.answer = ConsentEvent.Answer.DENIED
    for change in (
        event.save,
        event.delete,
        lambda: ConsentEvent.objects.update(answer="denied"),
        ConsentEvent.objects.all().delete,
    ):
        with pytest.raises(TypeError, match="never"):
            change()


def test_a_person_is_known_by_their_number_and_else_by_mail_and_name(sandra):
    def known(name, number="", email=""):
        document = identity.read(number) if number else None
        return DataSubject.known_as(name=name, document=document, email=email, by=audit.PUBLIC)

    assert known("S. Arango", "24.488.310") == sandra
    assert known("SANDRA MILENA ARANGO", email="Sandra@correo.example") == sandra
    assert known("Pedro Arango", email="sandra@correo.example") != sandra
    assert known("Sandra Milena Arango") != sandra


def test_a_public_form_completes_what_we_knew_and_overwrites_nothing(sandra):
    DataSubject.known_as(
        name="Otra",
        document=identity.read("24488310"),
        email="otro@correo.example",
        phone="310 555 0177",
        by=audit.PUBLIC,
    )

    sandra.refresh_from_db()
    assert (sandra.name, sandra.email) == ("Sandra Milena Arango", "sandra@correo.example")
    assert sandra.phone == "310 555 0177"


def test_the_proposed_policy_follows_the_data_of_the_company_until_someone_publishes(db, beto):
    from koios.core import settings

    first = PrivacyPolicy.in_force()
    settings.put("company.legal_name", "Transportes Andinos del Café S.A.S.", by=beto)
    second = PrivacyPolicy.in_force()
    PrivacyPolicy.publish("## Nuestra política\n\n" + "Texto propio. " * 30, by=beto)
    settings.put("company.phone", "606 741 0000", by=beto)

    assert (first.version, second.version) == (1, 2)
    assert "Transportes Andinos del Café S.A.S." in second.body
    assert PrivacyPolicy.in_force().version == 3
    assert PrivacyPolicy.in_force().published_by == beto


def test_the_proposed_policy_is_the_same_for_who_reads_in_english(db, beto):
    from koios.core import settings

    settings.put("company.phone", "(606) 741 2210", by=beto)
    translations.compile_all()
    first = PrivacyPolicy.in_force()

    with translation.override("en"):
        assert PrivacyPolicy.in_force() == first


def test_a_policy_rules_from_its_day(beto, at):
    from datetime import date

    at("2026-07-22T10:00")
    PrivacyPolicy.publish("Primera. " * 40, by=beto)
    PrivacyPolicy.publish("Segunda. " * 40, by=beto, effective_on=date(2026, 8, 1))

    assert PrivacyPolicy.in_force().version == 1
    at("2026-08-01T00:00")
    assert PrivacyPolicy.in_force().version == 2
