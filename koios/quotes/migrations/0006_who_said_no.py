"""Who said no to a quote: on the quote, not in the clear text of the trail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quotes", "0005_main_service_of_each"),
    ]

    operations = [
        migrations.AddField(
            model_name="quote",
            name="answered_by",
            field=models.CharField(blank=True, max_length=150, verbose_name="quién dijo que no"),
        ),
    ]
