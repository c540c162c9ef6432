"""An append-only trail and findable words, in the way of each database."""

from django.db import migrations

from koios.core import audit
from koios.core.search import entries


def install(apps, schema_editor):
    audit.install(schema_editor)
    entries.install(schema_editor)


def uninstall(apps, schema_editor):
    entries.uninstall(schema_editor)
    audit.uninstall(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(install, uninstall)]
