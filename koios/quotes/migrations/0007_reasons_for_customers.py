"""Reasons of loss that only the company may say are not offered to customers."""

from django.db import migrations, models

NOT_FOR_CUSTOMERS = ("No respondió", "Fuera de nuestra habilitación o cobertura")


def mark(apps, schema_editor):
    reasons = apps.get_model("quotes", "LossReason").objects
    reasons.filter(name__in=NOT_FOR_CUSTOMERS).update(for_customers=False)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0006_who_said_no")]
    operations = [
        migrations.AddField(
            model_name="lossreason",
            name="for_customers",
            field=models.BooleanField(default=True, verbose_name="se ofrece al cliente"),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
