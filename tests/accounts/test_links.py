import pytest
from django.conf import settings
from django.urls import reverse

from koios.accounts.models import AccessLink, Role, User
from koios.core import audit
from koios.core.outbox import Message
from koios.core.refusals import Refusal

NEW = "una clave nueva y larga"


@pytest.fixture
def guest(nora, at):
    at("2026-07-22T09:00")
    return User.objects.create_person("diana@koios.example", "Diana Marín", ["sales"], by=nora)


@pytest.fixture
def link(guest, nora):
    return AccessLink.invite(guest, by=nora)


def path(link):
    return link.url.removeprefix(settings.BASE_URL)


def set_password(client, link, password=NEW):
    return client.post(path(link), {"password": password, "password_again": password})


def letters(person):
    return list(Message.for_record(person))


# The invitation


def test_an_invitation_is_mailed_with_its_link(guest, link):
    (letter,) = letters(guest)

    assert letter.to == ["diana@koios.example"]
    assert link.url in letter.text
    assert "Nora Villegas" in letter.text
    assert "29 jul 2026, 9:00 a. m." in letter.text.replace("\xa0", " ")


def test_a_person_is_invited_by_the_page(as_nora, at):
    at("2026-07-22T09:00")

    as_nora.post(
        "/people/new/",
        {
            "name": "Diana Marín",
            "email": "Diana@Koios.example",
            "roles": [Role.objects.get(key="sales").pk],
        },
    )

    guest = User.objects.get(email="diana@koios.example")
    assert not guest.has_usable_password()
    assert [entry.verb for entry in audit.trail(guest)] == ["added", "invited"]
    assert len(letters(guest)) == 1


def test_who_accepts_sets_a_password_and_comes_in(client, guest, link, sign_in):
    response = set_password(client, link)

    assert response.headers["Location"] == "/sign-in/"
    assert sign_in(guest, NEW).headers["Location"] == "/"
    assert audit.trail(guest).last().verb == "signed_in"
    assert "invitation_accepted" in [entry.verb for entry in audit.trail(guest)]


def test_opening_a_link_acts_on_nothing(client, guest, link):
    for _time in range(3):
        assert client.get(path(link)).status_code == 200

    assert AccessLink.objects.get(pk=link.pk).is_open()


def test_a_link_works_once(client, link):
    set_password(client, link)

    response = set_password(client, link, "otra clave muy larga")

    assert response.status_code == 410
    assert not User.objects.get(pk=link.user_id).check_password("otra clave muy larga")


def test_a_link_used_twice_at_once_works_once(link):
    same = AccessLink.objects.get(pk=link.pk)
    link.use(NEW)

    with pytest.raises(Refusal):
        same.use("otra clave muy larga")


def test_an_invitation_expires(client, link, at):
    at("2026-07-29T09:01")

    assert client.get(path(link)).status_code == 410


def test_another_invitation_replaces_the_one_before(client, guest, nora, link):
    fresh = AccessLink.invite(guest, by=nora)

    assert client.get(path(link)).status_code == 410
    assert client.get(path(fresh)).status_code == 200


def test_a_revoked_invitation_opens_nothing(as_nora, client, guest, link):
    as_nora.post(f"/people/{guest.pk}/invitation/revocation/")

    assert client.get(path(link)).status_code == 410
    assert audit.trail(guest).last().verb == "link_revoked"


def test_the_invitation_of_who_is_deactivated_opens_nothing(client, guest, nora, link):
    guest.deactivate(by=nora)

    assert client.get(path(link)).status_code == 410


@pytest.mark.parametrize("spoil", [lambda t: t[:-1] + ("a" if t[-1] != "a" else "b"), str.lower])
def test_a_guessed_token_finds_nothing(client, link, spoil):
    assert client.get(f"/invitation/{link.pk}/{spoil(link.token)}/").status_code == 404


def test_a_token_of_one_purpose_does_not_serve_another(client, link):
    assert client.get(f"/password/{link.pk}/{link.token}/").status_code == 404


def test_a_weak_password_is_said_and_not_kept(client, guest, link):
    short = set_password(client, link, "corta")
    common = set_password(client, link, "1234567890")
    unequal = client.post(path(link), {"password": NEW, "password_again": "otra"})

    assert all(response.status_code == 200 for response in (short, common, unequal))
    assert "Las dos no son iguales" in unequal.content.decode()
    assert AccessLink.objects.get(pk=link.pk).is_open()


# A forgotten password


def test_who_forgot_gets_a_link_by_mail(client, ana, at, sign_in):
    at("2026-07-22T09:00")

    response = client.post("/password/", {"email": "ANA@koios.example"})

    link = AccessLink.objects.get()
    assert response.headers["Location"] == "/password/asked/"
    assert link.url in letters(ana)[0].text
    set_password(client, link)
    assert sign_in(ana, NEW).status_code == 302


def test_nobody_learns_whether_an_account_exists(client, ana, nora):
    ana.deactivate(by=nora)

    known = client.post("/password/", {"email": nora.email})
    inactive = client.post("/password/", {"email": ana.email})
    unknown = client.post("/password/", {"email": "nadie@koios.example"})

    assert len({r.headers["Location"] for r in (known, inactive, unknown)}) == 1
    assert [link.user for link in AccessLink.objects.all()] == [nora]


def test_the_link_of_who_forgot_lasts_two_hours(client, ana, at):
    at("2026-07-22T09:00")
    link = AccessLink.ask(ana)
    at("2026-07-22T11:01")

    assert client.get(path(link)).status_code == 410


def test_nobody_fills_the_mailbox_of_another(client, ana):
    for _time in range(9):
        client.post("/password/", {"email": ana.email})

    assert len(letters(ana)) == 4


def test_a_new_password_closes_the_sessions_and_is_told(client, ana, sign_in):
    sign_in(ana)
    link = AccessLink.ask(ana)

    link.use(NEW)

    assert client.get("/profile/").status_code == 302
    assert "Cambió su contraseña" in letters(ana)[-1].subject


def test_nobody_reads_the_link_of_another_in_the_outbox(as_nora, ana):
    link = AccessLink.ask(ana)

    page = as_nora.get(reverse("office:message", args=[letters(ana)[0].pk])).content.decode()

    assert "solo lo lee quien lo recibe" in page
    assert link.token not in page


# A new e-mail


def test_a_new_email_is_told_to_the_one_before_and_ends_its_links(ana, nora):
    link = AccessLink.ask(ana)

    ana.change(by=nora, email="ana.nueva@koios.example")

    assert letters(ana)[-1].to == ["ana@koios.example"]
    assert not AccessLink.objects.get(pk=link.pk).is_open()


def test_a_letter_speaks_the_language_of_its_reader(ana, nora):
    ana.change(by=nora, language="en")

    AccessLink.ask(ana)

    assert letters(ana)[-1].subject
