"""The service that a quote is counted under, and an index with all that the report counts."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0003_past_quotes")]

    operations = [
        migrations.AddField(
            model_name="quote",
            name="main_service",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="quotes.service",
            ),
        ),
        migrations.AddIndex(
            model_name="quote",
            index=models.Index(
                fields=[
                    "sent_on",
                    "status",
                    "valid_until",
                    "answered_on",
                    "owner",
                    "seller_name",
                    "customer",
                    "main_service",
                    "reason",
                    "total",
                    "net",
                ],
                name="quote_by_period",
            ),
        ),
    ]
