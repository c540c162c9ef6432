"""The company keeps its own lists: causes, processes, templates, rules, terms."""

from datetime import date

import pytest
from django.urls import reverse

from koios.cases import lists
from koios.cases.lists_pages import words
from koios.cases.models import AnswerTemplate, AssignmentRule, Cause, Process, Term
from koios.cases.wording import filled_in
from koios.core import audit
from koios.core.checks import checks
from koios.core.refusals import Refusal


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-22T10:18")


@pytest.fixture
def page(client, beto):
    """Beto opens a page of the lists, or sends its form."""
    client.force_login(beto)

    def open(name, *args, data=None):
        url = reverse(f"cases:{name}", args=args)
        return client.get(url) if data is None else client.post(url, data)

    return open


def written(response):
    return response.content.decode()


# Seeds


def test_a_new_home_begins_with_lists_of_a_transport_company(db):
    for model in (Cause, Process, AnswerTemplate):
        model.objects.all().delete()

    lists.seed()
    lists.seed()

    assert Cause.objects.filter(name="Conducción insegura").count() == 1
    assert Process.objects.count() == len(lists.PROCESSES)
    assert AnswerTemplate.objects.count() == 3


def test_a_list_that_somebody_keeps_is_left_alone(db):
    for model in (Cause, Process, AnswerTemplate):
        model.objects.all().delete()
    Cause.objects.create(name="La nuestra")

    lists.seed()

    assert [cause.name for cause in Cause.objects.all()] == ["La nuestra"]


def test_the_templates_use_only_fields_that_exist(db, make_case):
    for name, kind, text in lists.TEMPLATES:
        told = words.preview(AnswerTemplate(name=name, kind=kind, text=text))
        assert "{" not in told
        assert "Sandra Milena Arango" in told


# Causes and processes


def test_the_settings_lead_to_the_lists(page):
    answer = page("lists")

    assert answer.url == reverse("cases:causes")
    assert "Listas de PQRS" in written(page("causes"))


def test_only_who_configures_may_keep_them(client, ana):
    client.force_login(ana)

    assert client.get(reverse("cases:causes")).status_code == 403


def test_a_cause_is_added_and_its_author_is_known(page, beto):
    page("new_cause", data={"name": "  Aire   acondicionado ", "active": "on"})

    cause = Cause.objects.get(name="Aire acondicionado")
    assert audit.trail(cause).get().actor == beto
    assert "Beto Marín creó Aire acondicionado" in written(page("causes"))


def test_the_same_cause_twice_is_refused(page):
    Cause(name="Aire acondicionado").begin(by=audit.SYSTEM)

    answer = page("new_cause", data={"name": "aire acondicionado", "active": "on"})

    assert answer.status_code == 422
    assert "Ya está en la lista" in written(answer)


def test_one_that_is_no_longer_offered_stays_on_its_cases(page, make_case, beto):
    cause = Cause(name="Sobrecupo nocturno").begin(by=audit.SYSTEM)
    case = make_case()
    case.describe(by=beto, cause=cause)

    page("cause", cause.pk, data={"name": cause.name})

    case.refresh_from_db()
    cause.refresh_from_db()
    assert (case.cause, cause.active) == (cause, False)
    assert "de «sí» a «no»" in written(page("causes"))


def test_changing_what_was_seeded_leaves_nothing_that_check_complains_about(page):
    lists.seed()
    cause = Cause.objects.first()

    page("cause", cause.pk, data={"name": "Otro nombre", "active": "on"})

    assert not list(checks["trail"]())


# Templates


def test_a_field_that_does_not_exist_is_told_with_the_nearest(page):
    answer = page("new_template", data={"name": "Corta", "text": "Hola {nombres}", "active": "on"})

    assert answer.status_code == 422
    assert "¿Quiso decir {nombre}?" in written(answer)


def test_a_template_is_shown_with_its_fields_filled_before_it_is_kept(page):
    data = {"name": "Corta", "text": "Hola {nombre}, de {radicado}", "active": "on"}

    answer = page("new_template", data={**data, "preview": "1"})

    assert "Hola Sandra Milena Arango, de PQRS-2026-000123" in written(answer)
    assert not AnswerTemplate.objects.filter(name="Corta").exists()


def test_an_empty_draft_begins_with_the_template_that_was_chosen(client, andrea, make_case):
    AnswerTemplate.objects.all().delete()
    AnswerTemplate.objects.create(name="General", text="General para {nombre}")
    own = AnswerTemplate.objects.create(name="Queja", kind="COMPLAINT", text="Queja {radicado}")
    case = make_case()
    case.assign(andrea, by=andrea)
    client.force_login(andrea)
    address = case.get_absolute_url()

    usual, chosen, blank = (
        written(client.get(address + query))
        for query in (
            "",
            f"?template={AnswerTemplate.objects.get(name='General').pk}",
            "?template=0",
        )
    )

    assert f"Queja {case.number}" in usual and "General para" not in usual
    assert "General para Sandra Milena Arango" in chosen
    assert f"?template={own.pk}#respuesta" in chosen
    assert "General para" not in blank and f"Queja {case.number}" not in blank


def test_a_name_in_reserve_stands_in_no_draft(andrea, make_case):
    case = make_case(identity="confidential")
    template = AnswerTemplate(text="Respetado(a) {nombre}: {radicado}")

    assert filled_in(template, case) == f"Respetado(a) peticionario(a): {case.number}"


def test_a_draft_that_was_begun_is_offered_no_template(client, andrea, make_case):
    case = make_case()
    case.assign(andrea, by=andrea)
    case.draft_answer("Lo mío", by=andrea, version=0)
    client.force_login(andrea)

    page = written(client.get(f"{case.get_absolute_url()}?template=0"))

    assert "Lo mío" in page
    assert "Empezar con" not in page


# Rules


def test_a_rule_gives_the_new_cases_that_it_fits(page, andrea, school, make_case):
    answer = page(
        "new_rule",
        data={
            "kind": "COMPLAINT",
            "customer": "890.204.771-6",
            "words": "choque, frenazo",
            "owner": andrea.pk,
            "order": 10,
            "active": "on",
        },
    )

    assert answer.status_code == 302
    assert make_case(customer=school, facts="Hubo un FRENAZO").owner == andrea
    assert make_case(facts="Hubo un frenazo").owner is None
    assert make_case(customer=school, kind="CLAIM", facts="Hubo un frenazo").owner is None


def test_a_rule_is_told_as_a_sentence(andrea, school, area):
    rule = AssignmentRule(kind="COMPLAINT", customer=school, words="choque, frenazo", owner=andrea)

    assert (
        words.rule_in_words(rule)
        == "Queja de Colegio La Arboleda que diga «choque» o «frenazo»: Andrea Ruiz"
    )
    assert words.rule_in_words(AssignmentRule(area=area)) == "Todas: Servicio al Cliente"


def test_a_rule_that_gives_to_nobody_is_refused(page):
    answer = page("new_rule", data={"order": 10, "active": "on"})

    assert answer.status_code == 422
    assert "Diga quién atiende" in written(answer)
    assert not AssignmentRule.objects.exists()


def test_a_customer_that_nobody_knows_is_told(page, andrea):
    answer = page("new_rule", data={"customer": "Macondo", "owner": andrea.pk, "order": 10})

    assert "No hay un cliente con ese NIT o nombre" in written(answer)


# Terms

NEW = {
    "business_days": 10,
    "most_business_days": 20,
    "norm": "Ley nueva, art. 1",
    "missing_item_days": 10,
    "petitioner_months": 1,
    "transfer_days": 5,
    "valid_from": "2026-08-01",
    "reason": "Cambió la ley",
}


def test_another_term_is_another_row_from_its_day_on(page, beto):
    page("new_term", "COMPLAINT", data=NEW)

    before = Term.objects.in_force("COMPLAINT", date(2026, 7, 31))
    after = Term.objects.in_force("COMPLAINT", date(2026, 8, 1))
    assert (before.business_days, after.business_days) == (15, 10)
    entry = audit.trail(after).get()
    assert (entry.actor, entry.verb, entry.reason) == (beto, "put_in_force", "Cambió la ley")


def test_what_was_filed_before_keeps_its_term(page, make_case):
    case = make_case()
    due_on = case.due_on

    page("new_term", "COMPLAINT", data={**NEW, "valid_from": "2026-07-22"})

    case.refresh_from_db()
    assert (case.due_on, case.term.business_days) == (due_on, 15)
    assert make_case().term.business_days == 10


def test_a_term_of_a_time_that_is_over_leaves_today_as_it_was(page):
    """Decreto 491 de 2020 gave 30 days while the emergency lasted."""
    of_then = {**NEW, "business_days": 30, "most_business_days": 60}
    page(
        "new_term",
        "PETITION_PARTICULAR",
        data={**of_then, "valid_from": "2020-03-28", "valid_until": "2022-05-17"},
    )

    def days(day):
        return Term.objects.in_force("PETITION_PARTICULAR", day).business_days

    assert days(date(2020, 3, 27)) == days(date(2022, 5, 18)) == 15
    assert days(date(2020, 3, 28)) == days(date(2022, 5, 17)) == 30
    assert "desde el 28 mar 2020" in written(page("terms")).replace("\xa0", " ")


def test_a_term_that_rules_is_not_written_over(page, beto):
    ruling = Term.objects.in_force("CLAIM", date(2026, 7, 22))

    with pytest.raises(Refusal, match="ya rige"):
        ruling.correct(by=beto, reason="Error", business_days=20)

    assert page("term", ruling.pk, data={**NEW, "valid_from": "1995-01-01"}).status_code == 409


def test_a_term_that_does_not_rule_yet_may_be_corrected(page):
    page("new_term", "CLAIM", data={**NEW, "most_business_days": 10})
    coming = Term.objects.get(kind="CLAIM", valid_from=date(2026, 8, 1))

    page("term", coming.pk, data={**NEW, "business_days": 12, "most_business_days": 12})

    coming.refresh_from_db()
    assert coming.business_days == 12
    assert not list(checks["trail"]())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"business_days": ""}, "Escriba cuántos días hábiles"),
        ({"most_business_days": 5}, "No es menos que el término"),
        ({"most_business_days": 21}, "al doble"),
        ({"valid_until": "2026-07-31"}, "Termina antes de empezar"),
        ({"valid_from": "1995-01-01"}, "Ya hay un término"),
        ({"reason": ""}, "Diga por qué"),
    ],
)
def test_a_term_that_makes_no_sense_says_why(page, wrong, told):
    answer = page("new_term", "COMPLAINT", data={**NEW, **wrong})

    assert answer.status_code == 422
    assert told in written(answer)


def test_the_date_of_an_authority_is_written_by_hand(page):
    answer = page(
        "new_term", "AUTHORITY", data={**NEW, "business_days": "", "most_business_days": ""}
    )

    assert answer.status_code == 302


def test_a_page_of_a_list_asks_little(page, django_assert_max_num_queries):
    lists.seed()
    page("causes")

    with django_assert_max_num_queries(12):
        page("causes")
