"""What the program tells a person of the company: short, with a link, once."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import translation

from koios.core import clock


class NoticeQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def read(self):
        return self.unread().update(read_at=clock.now())


class Notice(models.Model):
    """One thing told to one person. `key` keeps it from being told twice."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=160)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    urgent = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        app_label = "core"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "-at"], name="notice_person")]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_once")]

    def __str__(self):
        return self.text


def tell(person, words, *, url, key, urgent=False) -> bool:
    """Tell a person something, once for each key; False if they knew it already.

    `words()` gives the text; it is asked for in the language of who reads it, in whichever one
    the person works who sets it off.
    """
    if person is None or not person.is_active:
        return False
    with translation.override(person.language):
        _notice, new = Notice.objects.get_or_create(
            person=person,
            key=key,
            defaults={
                "text": lambda: words()[:300],
                "url": url,
                "urgent": urgent,
                "at": clock.now(),
            },
        )
    return new


def forget_old(days=180) -> int:
    """Drop what was read long ago; the trail keeps the acts themselves."""
    limit = clock.now() - timedelta(days=days)
    return Notice.objects.filter(read_at__lt=limit).delete()[0]
