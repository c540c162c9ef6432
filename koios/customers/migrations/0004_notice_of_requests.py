"""Who asks for a service reads a notice of its own about their data."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_requirements")]
    operations = [
        migrations.AlterField(
            model_name="privacynotice",
            name="place",
            field=models.CharField(
                choices=[
                    ("cases", "Formulario público de PQRS"),
                    ("phone", "Atención por teléfono o en persona"),
                    ("requests", "Formulario público de solicitudes de servicio"),
                ],
                max_length=10,
                verbose_name="dónde se muestra",
            ),
        )
    ]
