"""Wider indexes, from which the report counts without a look at the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="answer", name="answer_of_case"),
        migrations.RemoveIndex(model_name="case", name="case_by_period"),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                fields=[
                    *("case", "round", "answered_on", "undelivered_on", "due_on"),
                    *("business_days", "calendar_days"),
                ],
                name="answer_of_case",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=[
                    *("received_on", "status", "kind", "channel", "cause", "process", "customer"),
                    *("owner", "about_person", "imported", "round", "term_from", "due_on"),
                    *("answered_on", "ended_on", "id"),
                ],
                name="case_by_period",
            ),
        ),
    ]
