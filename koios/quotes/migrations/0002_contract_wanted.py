"""Whether the approval of a quote also drafts a contract."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="quote",
            name="contract_wanted",
            field=models.BooleanField(
                default=False, verbose_name="al aprobarse se prepara un contrato"
            ),
        ),
    ]
