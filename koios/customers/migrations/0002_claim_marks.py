import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClaimMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(db_index=True, max_length=60, verbose_name="reclamo")),
                ("url", models.CharField(max_length=300)),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="motivo")),
                ("put_on", models.DateField(verbose_name="desde")),
                ("lifted_on", models.DateField(null=True)),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="customers.contact",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="customers.customer",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="customers.datasubject",
                    ),
                ),
            ],
            options={
                "ordering": ["put_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("customer__isnull", False), ("subject", None)),
                            models.Q(
                                ("contact", None), ("customer", None), ("subject__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="claim_mark_on_one_record",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("contact", None), ("lifted_on", None)),
                        fields=("number", "customer"),
                        name="claim_mark_once_on_customer",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_on", None)),
                        fields=("number", "contact"),
                        name="claim_mark_once_on_contact",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_on", None)),
                        fields=("number", "subject"),
                        name="claim_mark_once_on_subject",
                    ),
                ],
            },
        ),
    ]
