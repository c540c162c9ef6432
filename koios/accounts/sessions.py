"""The sessions of each person: from which device they came in, and how they end."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.people import User
from koios.core import audit, clock, limits
from koios.core.acts import act

SEEN_EVERY = timedelta(minutes=5)  # how exactly "last seen" is known; each look is a write
KEPT = timedelta(days=400)


class SignInQuerySet(models.QuerySet):
    def open(self):
        """Those that still let someone in."""
        alive = clock.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return self.filter(ended_at=None, seen_at__gt=alive)

    @act
    def end(self, *, by, why):
        """Close them: whoever holds their cookies must sign in again."""
        for held in self.select_related("user"):
            held.end(by=by, why=why)


class SignIn(models.Model):
    """A time that someone came in, until it ends."""

    class Ending(models.TextChoices):
        SIGNED_OUT = "signed_out", _("salió")
        REVOKED = "revoked", _("se cerró a distancia")
        PASSWORD = "password", _("cambió la contraseña")
        DEACTIVATED = "deactivated", _("se desactivó la cuenta")
        SECOND_FACTOR = "second_factor", _("se quitó el segundo factor")

    user = models.ForeignKey(User, models.PROTECT, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ip = models.CharField(max_length=45, blank=True)
    user_agent = models.CharField(max_length=300, blank=True)
    with_second_factor = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=20, choices=Ending.choices, blank=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at"]
        indexes = [models.Index(fields=["user", "-seen_at"], name="sign_in_by_person")]

    def __str__(self):
        return f"{self.user}, {self.device}"

    @property
    def device(self):
        """Chrome en Windows; as much as the browser tells."""
        browser = _first(self.user_agent, BROWSERS) or _g("Navegador")
        system = _first(self.user_agent, SYSTEMS)
        if system:
            return _g("%(browser)s en %(system)s") % {"browser": browser, "system": system}
        return browser

    @classmethod
    @act
    def begin(cls, request, user, *, with_second_factor):
        """Note that someone has just come in."""
        now = clock.now()
        held = cls.objects.create(
            user=user,
            session_key=request.session.session_key,
            started_at=now,
            seen_at=now,
            ip=limits.client_ip(request),
            user_agent=request.headers.get("User-Agent", "")[:300],
            with_second_factor=with_second_factor,
        )
        request.session["seen_at"] = now.timestamp()
        request.came_in = held
        audit.record(
            user,
            "signed_in",
            by=user,
            facts={"device": held.device, "second_factor": with_second_factor},
        )
        return held

    @act
    def end(self, *, by, why):
        """Close it; the cookie opens nothing any more."""
        Session.objects.filter(pk=self.session_key).delete()
        self.ended_at, self.ending = clock.now(), why
        self.save(update_fields=["ended_at", "ending"])
        if why == self.Ending.REVOKED:
            audit.record(self.user, "session_revoked", by=by, facts={"device": self.device})


def look(request):
    """Keep "last seen" of a session true, at most once in `SEEN_EVERY`."""
    seen = request.session.get("seen_at")
    now = clock.now()
    if seen is None or now.timestamp() - seen < SEEN_EVERY.total_seconds():
        return
    request.session["seen_at"] = now.timestamp()
    SignIn.objects.filter(session_key=request.session.session_key, ended_at=None).update(
        seen_at=now, ip=limits.client_ip(request)
    )


def goes_on(before, after):
    """The same session under a new key, as Django gives it one after a new password."""
    SignIn.objects.filter(session_key=before).update(session_key=after)


def sweep():
    """Forget sessions that have expired and those of long ago."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    SignIn.objects.filter(seen_at__lt=clock.now() - KEPT).delete()


BROWSERS = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
SYSTEMS = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
]


def _first(text, marks):
    return next((name for mark, name in marks if mark in text), "")
