"""Quotes that stand get the service that most of their value is of."""

from django.db import migrations


def fill(apps, schema_editor):
    quotes = apps.get_model("quotes", "Quote").objects.prefetch_related("lines")
    for quote in quotes.iterator(chunk_size=500):
        sums = {}
        for line in sorted(quote.lines.all(), key=lambda line: line.position):
            if line.service_id and (line.chosen or not line.optional):
                sums[line.service_id] = sums.get(line.service_id, 0) + line.net
        if sums:
            quote.main_service_id = max(sums, key=sums.get)
            quote.save(update_fields=["main_service_id"])


class Migration(migrations.Migration):
    dependencies = [("quotes", "0004_main_service")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
