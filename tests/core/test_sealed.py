"""Secrets that are kept and never shown."""

import pytest
from django.core.exceptions import ValidationError

from koios.core import sealed, settings


def test_what_is_sealed_can_be_used_and_not_read():
    kept = sealed.seal("clave del correo")

    assert "clave" not in kept
    assert sealed.unseal(kept) == "clave del correo"


def test_nothing_stays_nothing():
    assert sealed.seal("") == ""
    assert sealed.unseal("") == ""


def test_with_another_key_it_opens_nothing(settings):
    kept = sealed.seal("clave del correo")

    settings.SEAL_KEY = "another key"

    assert sealed.unseal(kept) == ""


def test_a_changed_seal_opens_nothing():
    assert sealed.unseal(sealed.seal("clave")[:-3] + "abc") == ""


@pytest.mark.django_db
def test_the_password_of_the_mail_is_never_shown(ana):
    settings.put("mail.password", "clave del correo", by=ana)
    definition = settings.definitions["mail.password"]

    kept = settings.get("mail.password")

    assert sealed.unseal(kept) == "clave del correo"
    assert "clave" not in str(settings.Setting.objects.values().get(pk="mail.password"))
    assert kept not in definition.field.widget.render("x", definition.field.prepare_value(kept))


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["", "pronto", "0", "5, -1", "99999"])
def test_pauses_are_minutes(ana, wrong):
    with pytest.raises(ValidationError):
        settings.put("mail.pauses", wrong, by=ana)


@pytest.mark.django_db
def test_pauses_are_read_as_people_write_them(ana):
    settings.put("mail.pauses", " 1; 5,15 60 ", by=ana)

    assert settings.get("mail.pauses") == [1, 5, 15, 60]
