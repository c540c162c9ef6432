"""The outbox as people read it: each message with its way to the mail server."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from koios.accounts.links import AccessLink
from koios.core.outbox import Message
from koios.core.permissions import SEE
from koios.core.registry import Registry
from koios.office import phrases
from koios.office.records import Records
from koios.ui.states import State

S = Message.Status

# {"cases.receipt": «Acuse de recibo»}: a capability names the kinds of mail that it sends
kinds = Registry()
for _key, _name in {
    "accounts.invitation": gettext_lazy("Invitación"),
    "accounts.new_password": gettext_lazy("Contraseña nueva"),
    "accounts.email_changed": gettext_lazy("Cambio de correo"),
    "accounts.password_changed": gettext_lazy("Cambio de contraseña"),
    "accounts.second_factor_reset": gettext_lazy("Segundo factor"),
    "accounts.test": gettext_lazy("Correo de prueba"),
}.items():
    kinds.add(_key, _name)

KEYS = {f"accounts.{purpose}" for purpose in AccessLink.Purpose.values}

QUEUES = {
    "all": (gettext_lazy("Todos"), ()),
    "leaving": (gettext_lazy("Por salir"), (S.QUEUED, S.SENDING, S.DEFERRED)),
    "failed": (gettext_lazy("Sin entregar"), (S.FAILED, S.BOUNCED)),
    "sent": (gettext_lazy("Entregados"), (S.SENT,)),
    "cancelled": (gettext_lazy("Anulados"), (S.CANCELLED,)),
}
_LOOKS = {
    S.QUEUED: ("open", 1),
    S.SENDING: ("open", 2),
    S.DEFERRED: ("hold", 0),
    S.SENT: ("done", 4),
    S.CANCELLED: ("out", 4),
}


def visible_to(user):
    """The messages about records of those modules that the person may see."""
    return phrases.open_to(user, Message.objects.all(), kind="about_type", key="about_id")


def kind_of(message) -> str:
    told = kinds.get(message.kind)
    return str(told) if told else message.kind.rpartition(".")[2].replace("_", " ").capitalize()


@dataclass(frozen=True)
class Letter:
    """A message for the page. Who it went to and what it says: only for who sees identities."""

    message: Message
    records: Records
    with_personal: bool

    @property
    def kind(self):
        return kind_of(self.message)

    @property
    def subject(self):
        return self.message.subject if self.with_personal else self.kind

    @property
    def holds_a_key(self):
        """It carries a link that sets somebody's password: whoever read it could be them."""
        return self.message.kind in KEYS

    @property
    def to(self):
        return ", ".join(map(self.address, self.message.to))

    @property
    def cc(self):
        return ", ".join(map(self.address, self.message.cc))

    def address(self, address):
        if self.with_personal:
            return address
        name, _at, domain = address.rpartition("@")
        return f"{name[:1]}…@{domain}"

    @cached_property
    def steps(self):
        return self.message.steps()

    @property
    def answer(self):
        """What the server said last."""
        tried = list(self.message.attempts.all())
        return tried[-1].told if tried else ""

    @property
    def state(self):
        tone, fill = _LOOKS.get(self.message.status, ("out", 4))
        return State(self.message.get_status_display(), tone, fill)

    @property
    def is_lost(self):
        return self.message.status in (S.FAILED, S.BOUNCED)

    @property
    def about(self):
        if not self.message.about_type:
            return ""
        return self.records.name(self.message.about_type, self.message.about_id)

    @property
    def about_kind(self):
        return phrases.subject(self.message.about_type).label if self.message.about_type else ""

    @property
    def about_url(self):
        return self.records.url(self.message.about_type, self.message.about_id)

    @property
    def may_go_again(self):
        return self.message.status in (*Message.IN_THE_OUTBOX, S.FAILED, S.BOUNCED)

    @property
    def may_be_cancelled(self):
        return self.message.status in Message.IN_THE_OUTBOX and not self.message.accepted_at


def letters(messages, user) -> list:
    messages = list(messages)
    with_personal = user.may("identities", SEE)
    about = [(one.about_type, one.about_id) for one in messages if one.about_type]
    records = Records(about, with_personal=with_personal)
    return [Letter(message, records, with_personal) for message in messages]
