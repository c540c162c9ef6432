"""The company keeps its lists for quotes: templates, conditions, reasons of loss."""

import pytest
from django.urls import reverse

from koios.core import audit
from koios.quotes.models import Conditions, LossReason, QuoteTemplate

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, nora):
    """Nora opens a page of the lists, or sends its form."""
    client.force_login(nora)

    def open(name, *args, data=None):
        url = reverse(f"quotes:{name}", args=args)
        return client.get(url) if data is None else client.post(url, data)

    return open


def written(response):
    return response.content.decode()


def test_the_settings_lead_to_the_lists(page):
    assert page("lists").url == reverse("quotes:quote_templates")
    assert "Listas de cotizaciones" in written(page("quote_templates"))


def test_only_who_configures_may_keep_them(client, ana):
    client.force_login(ana)

    assert client.get(reverse("quotes:conditions")).status_code == 403


def test_conditions_are_added_changed_and_retired_and_it_is_known_by_whom(page, nora):
    page("new_conditions_text", data={"name": "De pago", "text": "A 30 días.", "active": "on"})
    kept = Conditions.objects.get(name="De pago")

    page("conditions_text", kept.pk, data={"name": "De pago", "text": "A 15 días."})

    kept.refresh_from_db()
    assert (kept.text, kept.active) == ("A 15 días.", False)
    assert audit.trail(kept).last().actor == nora
    assert "Nora Villegas" in written(page("conditions"))


def test_the_same_reason_twice_is_refused(page):
    LossReason.objects.get_or_create(name="Precio")

    answer = page("new_reason", data={"name": " precio ", "active": "on"})

    assert answer.status_code == 422
    assert "Ya está en la lista" in written(answer)


def test_a_reason_that_is_no_longer_offered_stays_on_its_quotes(page, make_quote, ana):
    reason = LossReason.objects.create(name="Se mudaron")
    quote = make_quote(status="sent")
    quote.reject(by=ana, reason=reason)

    page("reason", reason.pk, data={"name": reason.name})

    quote.refresh_from_db()
    assert quote.reason == reason
    assert "1 cotización" in written(page("reasons"))


def test_the_company_chooses_which_reasons_a_customer_may_say(page):
    reason = LossReason.objects.get(name="Precio")

    page("reason", reason.pk, data={"name": "Precio", "active": "on"})

    reason.refresh_from_db()
    assert reason.active and not reason.for_customers
    assert "Solo la empresa" in written(page("reasons"))


def test_a_template_is_worded_anew_and_shows_its_lines(page, make_quote, nora):
    template = QuoteTemplate.save_from(make_quote(), name="Escolar", by=nora)
    told = {"name": "Escolar", "title": "Rutas escolares", "valid_days": "15", "active": "on"}

    assert "Ruta escolar La Arboleda" in written(page("quote_template", template.pk))
    page("quote_template", template.pk, data=told)

    template.refresh_from_db()
    assert (template.title, template.valid_days) == ("Rutas escolares", 15)
    assert len(template.lines) == 1
    refused = page("quote_template", template.pk, data={**told, "valid_days": "0"})
    assert "de 1 a 365" in written(refused)


def test_a_page_of_a_list_asks_little(page, django_assert_max_num_queries):
    page("reasons")

    with django_assert_max_num_queries(12):
        page("reasons")
