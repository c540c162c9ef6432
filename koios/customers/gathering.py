"""A customer with its people, addresses and papers in one question to the database.

The page of a customer is made of what many capabilities tell, and every page has a dozen questions
to ask at most: what hangs on the customer comes along with it, as JSON.
"""

import json
from datetime import UTC
from operator import attrgetter

from django.db import models
from django.db.models import Aggregate, Exists, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404

# What comes along; a capability above adds the name of what it keeps of a customer
PARTS = ["contacts", "addresses", "papers", "claims", "requirements"]


def gather(customers, pk):
    """The customer with this key among those, or a 404, its parts in their usual places."""
    model = customers.model
    counted = customers.select_related("owner", "merged_into").annotate(
        has_absorbed=Exists(model.objects.filter(merged_into=OuterRef("pk"))),
        **{f"rows_of_{part}": _rows_of(_model_of(model, part)) for part in PARTS},
    )
    customer = get_object_or_404(counted, pk=pk)
    for part in PARTS:
        _put(customer, part, getattr(customer, f"rows_of_{part}"))
    return customer


class _Rows(Aggregate):
    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def _model_of(model, part):
    return model._meta.get_field(part).related_model


def _rows_of(model):
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model.objects.filter(customer=OuterRef("pk")).order_by().values("customer")
    rows = rows.annotate(told=_Rows(JSONObject(**{name: name for name in names})))
    return Subquery(rows.values("told"))


def _put(customer, part, told):
    """Where `customer.contacts.all()` and the like find them, as after `prefetch_related`."""
    model = _model_of(type(customer), part)
    told = json.loads(told) if isinstance(told, str) else told or []
    rows = sorted((_record(model, one, customer) for one in told), key=lambda row: row.pk)
    found = getattr(customer, part).all()
    found._result_cache, found._prefetch_done = _in_order(rows), True
    customer.__dict__.setdefault("_prefetched_objects_cache", {})[part] = found


def _record(model, told, customer):
    fields = model._meta.concrete_fields
    values = [_value(field, told[field.attname]) for field in fields]
    record = model.from_db(customer._state.db, [field.attname for field in fields], values)
    record.customer = customer
    return record


def _value(field, told):
    if isinstance(field, models.JSONField) and isinstance(told, str):
        return json.loads(told)  # as SQLite tells it
    value = field.to_python(told)
    if isinstance(field, models.DateTimeField) and value is not None and value.tzinfo is None:
        return value.replace(tzinfo=UTC)  # SQLite keeps instants without offset
    return value


def _in_order(rows):
    """By the order of their model: what it sorts by is never empty here."""
    for name in reversed(rows[0]._meta.ordering if rows else ()):
        rows.sort(key=attrgetter(name.lstrip("-")), reverse=name.startswith("-"))
    return rows
