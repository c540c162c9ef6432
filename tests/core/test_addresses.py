"""Addresses of records are those of the resolver, whatever the key."""

import pytest
from django.urls import NoReverseMatch, reverse

from koios.core import addresses


@pytest.mark.parametrize("key", ["PQRS-2026-000318", "2014 07", "ñandú", "a&b?c", "x.y"])
def test_an_address_is_that_of_the_resolver(key):
    assert addresses.to("cases:case", key) == reverse("cases:case", args=[key])


def test_a_number_is_a_key_too():
    assert addresses.to("customers:customer", 7) == reverse("customers:customer", args=[7])


def test_a_key_that_no_address_can_hold_is_refused_as_ever():
    with pytest.raises(NoReverseMatch):
        addresses.to("cases:case", "a/b")
