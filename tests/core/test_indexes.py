"""Indexes that lists follow, also where some rows have no value."""

import pytest
from django.db import connection
from django.db.models import F

from koios.quotes.models import Quote


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has nulls last by itself")
@pytest.mark.parametrize("among", [{}, {"status": "approved"}])
def test_a_list_with_nulls_last_is_read_in_the_order_of_its_index(db, among):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a small table is read whole
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    rows = Quote.objects.filter(**among).order_by(F("sent_on").desc(nulls_last=True), "-pk")

    assert "Sort" not in rows[:51].explain()
