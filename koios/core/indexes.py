"""Indexes that follow the lists of `koios.ui.paging`."""

from copy import copy

from django.db import models


class NullsLast(models.Index):
    """Descending, with what has no value at the end, as lists show it.

    SQLite sorts so by itself; PostgreSQL would put it first, and sort the whole table for a page.
    """

    def create_sql(self, model, schema_editor, *args, **options):
        if schema_editor.connection.vendor != "postgresql":
            return super().create_sql(model, schema_editor, *args, **options)
        told = copy(self)
        told.fields_orders = [
            (name, f"{order} NULLS LAST" if order and model._meta.get_field(name).null else order)
            for name, order in self.fields_orders
        ]
        return super(NullsLast, told).create_sql(model, schema_editor, *args, **options)
