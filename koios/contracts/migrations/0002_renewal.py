"""A contract names the one that it renews, and the quote with which it is renewed itself."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_initial"), ("quotes", "0008_need_link")]
    operations = [
        migrations.AddField(
            model_name="contract",
            name="renews",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renewals",
                to="contracts.contract",
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="renewal_quote",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="renewed_contract",
                to="quotes.quote",
            ),
        ),
        migrations.AlterField(
            model_name="signing",
            name="how",
            field=models.CharField(
                choices=[("electronic", "Con firma electrónica"), ("paper", "En papel")],
                max_length=10,
                verbose_name="cómo",
            ),
        ),
    ]
