"""Links by which a person sets their password: an invitation, or one they asked for.

The link carries a token that nobody can guess and that the database does not hold; it is for one
person and one purpose, it expires, and it works once. Opening it acts on nothing: scanners open
links too.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts import mail
from koios.accounts.people import User
from koios.core import audit, clock, tokens
from koios.core import settings as company_settings
from koios.core.acts import act, lock
from koios.core.refusals import Refusal


class AccessLinkQuerySet(models.QuerySet):
    def open(self):
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=clock.now())

    def invitations(self):
        return self.filter(purpose=AccessLink.Purpose.INVITATION)

    @act
    def revoke(self, *, by):
        for link in self.select_related("user"):
            link.revoke(by=by)


class AccessLink(models.Model):
    """A one-time door for one person."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation", _("invitación")
        NEW_PASSWORD = "new_password", _("contraseña nueva")

    user = models.ForeignKey(User, models.PROTECT, related_name="links")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["user", "-created_at"], name="link_by_person")]

    def __str__(self):
        return f"{self.get_purpose_display()} {self.user}"

    # Making one

    @classmethod
    @act
    def invite(cls, user, *, by):
        """Mail someone the way to come in; an earlier invitation stops working."""
        if not user.is_active:
            raise Refusal(_g("La cuenta de %(name)s está desactivada.") % {"name": user})
        lock(user)
        user.links.open().update(revoked_at=clock.now())
        days = company_settings.get("access.invitation_days")
        link = cls.objects.create(
            user=user,
            purpose=cls.Purpose.INVITATION,
            created_by=by if isinstance(by, User) else None,
            expires_at=clock.now() + timedelta(days=days),
        )
        audit.record(user, "invited", by=by, facts={"expires_at": link.expires_at})
        mail.write("invitation", user, link=link, by=link.created_by)
        return link

    @classmethod
    @act
    def ask(cls, user):
        """Mail someone who forgot their password the way to set another one."""
        lock(user)
        user.links.open().filter(purpose=cls.Purpose.NEW_PASSWORD).update(revoked_at=clock.now())
        hours = company_settings.get("access.password_link_hours")
        link = cls.objects.create(
            user=user,
            purpose=cls.Purpose.NEW_PASSWORD,
            expires_at=clock.now() + timedelta(hours=hours),
        )
        audit.record(user, "new_password_asked", by=audit.PUBLIC)
        mail.write("new_password", user, link=link)
        return link

    # Using it

    @property
    def token(self):
        return tokens.token_for(f"accounts.{self.purpose}", self.pk)

    @property
    def url(self):
        return settings.BASE_URL + reverse(f"accounts:{self.purpose}", args=[self.pk, self.token])

    @classmethod
    def find(cls, purpose, pk, token):
        """The link that this token opens, still good or not; nothing when it is not its token."""
        link = cls.objects.select_related("user").filter(purpose=purpose, pk=pk).first()
        if link is None or not tokens.matches(token, f"accounts.{purpose}", pk):
            return None
        return link

    def is_open(self):
        return (
            self.used_at is None
            and self.revoked_at is None
            and self.expires_at > clock.now()
            and self.user.is_active
        )

    @act
    def use(self, password):
        """Set the password, once; all other doors that were open to this person close."""
        held = lock(self)
        if not held.is_open():
            raise Refusal(_g("Este enlace ya se usó o venció. Pida uno nuevo."))
        self.used_at = clock.now()
        self.save(update_fields=["used_at"])
        self.user.links.open().update(revoked_at=clock.now())
        verb = "invitation_accepted" if self.purpose == self.Purpose.INVITATION else "password_set"
        self.user.set_new_password(password, by=self.user, verb=verb)

    @act
    def revoke(self, *, by):
        """It opens nothing any more."""
        self.revoked_at = clock.now()
        self.save(update_fields=["revoked_at"])
        audit.record(self.user, "link_revoked", by=by, facts={"purpose": self.purpose})
