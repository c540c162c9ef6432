"""The frame around every page."""

from django.template.loader import render_to_string
from django.test import RequestFactory


def test_a_public_page_needs_nobody_and_reads_the_company_once(db, django_assert_max_num_queries):
    request = RequestFactory().get("/")

    with django_assert_max_num_queries(2):
        page = render_to_string("ui/public.html", {}, request)

    assert 'href="/brand/35478c.css"' in page
    assert "tabler" not in page
