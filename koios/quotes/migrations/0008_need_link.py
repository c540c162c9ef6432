"""The link of a receipt has a version, so that it can be revoked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0007_reasons_for_customers")]
    operations = [
        migrations.AddField(
            model_name="need",
            name="token_version",
            field=models.PositiveSmallIntegerField(default=1),
        ),
    ]
