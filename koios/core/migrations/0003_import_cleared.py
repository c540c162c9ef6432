from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_what_tables_cannot_say"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="cleared_at",
            field=models.DateTimeField(null=True),
        ),
    ]
