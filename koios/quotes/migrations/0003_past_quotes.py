"""What a quote of the past brings along: its number then, its seller by name, where it came from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0002_contract_wanted")]

    operations = [
        migrations.AddField(
            model_name="quote",
            name="external_number",
            field=models.CharField(blank=True, max_length=60, verbose_name="número de origen"),
        ),
        migrations.AddField(
            model_name="quote",
            name="origin_key",
            field=models.CharField(max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="quote",
            name="seller_name",
            field=models.CharField(blank=True, max_length=150),
        ),
    ]
