"""Customers have no papers to sign; in tests they stand for what does."""

from koios.customers.models import Customer
from koios.signing.subjects import Subject, subjects

KIND = "customers.customer"


def register():
    if KIND in subjects:
        return
    seen = Customer.objects.visible_to
    told = Subject(
        label="Cliente",
        module="customers",
        visible=lambda user, key: seen(user).filter(pk=key).exists(),
        url=Customer.get_absolute_url,
    )
    subjects.add(KIND, told)
