"""What the page of a quote shows besides its story: what can be done now, and what is known."""

from django.urls import reverse
from django.utils.translation import gettext as _

from koios.core import calendar
from koios.core.permissions import APPROVE, EDIT
from koios.core.together import along, answers, each
from koios.quotes import letters, papers, showing, thread
from koios.quotes.desk.acts import ACTS
from koios.quotes.desk.story import shown
from koios.quotes.models import Quote, Status
from koios.quotes.public import changes
from koios.ui import formats
from koios.ui.acts import Act, Offered
from koios.ui.deadline import Deadline
from koios.ui.due import Due

S = Status
FIRST = {
    S.SENT: ("acceptance", "version"),
    S.EXPIRED: ("version",),
    S.REJECTED: ("version",),
}


class Shown:
    """A quote as a person of the company sees it."""

    def __init__(self, quote, user):
        self.quote, self.user = quote, user
        self.may_edit = user.may("quotes", EDIT)

    def context(self):
        """What its page is given; something to be heard (`koios.core.together`)."""
        quote = self.quote
        steps, versions, proofs, _known = yield from each(
            thread.of_quote(quote, self.user),
            self._versions(),
            self._proofs(),
            answers(*self._lines(), *self._looked_at()),
        )
        first, more = self._doors()
        gate = quote.missing_to_send() if quote.is_draft else []
        return {
            "quote": quote,
            "paper": papers.sums_of(quote),
            "state": showing.state_of(quote),
            "deadline": self._deadline(),
            "first": first,
            "more": more,
            "may_edit": self.may_edit,
            "steps": steps,
            "changes": changes.between(quote.previous, quote) if quote.previous else [],
            "versions": versions,
            "gate": gate,
            "lacks": any(not is_done for _text, is_done in gate),
            "approval": quote.approval if quote.is_draft else None,
            "check": quote.capability if quote.is_draft else None,
            "step_due": self._step_due(),
            "brief": self._brief(),
            "customer_facts": self._customer(),
            "past_facts": self._past(),
            "answer_facts": self._answer(),
            "proofs": proofs,
            "whatsapp": self._whatsapp(),
        }

    def _lines(self):
        """Its lines and those of the version before, which are compared."""
        quotes = filter(None, [self.quote, self.quote.previous])
        for quote in quotes:
            quote.all_lines = quote.lines.select_related("service")
            yield quote.all_lines

    def _looked_at(self):
        """What was said about a draft before it leaves."""
        quote = self.quote
        if not quote.is_draft:
            return
        approvals = quote.approvals.select_related("asked_by", "decided_by")
        yield from along(quote, approvals=approvals)
        for record in filter(None, [quote, quote.need, quote.previous]):
            yield from along(record, checks=record.checks.select_related("by"))

    def _doors(self):
        quote, links = self.quote, []
        first, more = ACTS.offered(quote, self.user, first=self._wanted())
        if self.may_edit and quote.is_draft:
            links = [
                _link(_("Enviar"), "send", reverse("quotes:sending", args=[quote.ref])),
                _link(_("Editar"), "edit", reverse("quotes:draft", args=[quote.ref])),
            ]
        if quote.is_draft:
            preview = reverse("quotes:preview", args=[quote.ref])
            links.append(_link(_("Ver el PDF"), "file-type-pdf", preview))
        if self.may_edit and quote.status == S.SENT:
            again = reverse("quotes:resending", args=[quote.ref])
            more.insert(0, _link(_("Enviar de nuevo"), "mail-forward", again))
        if self.may_edit:
            like = f"{reverse('quotes:new_quote')}?like={quote.ref}"
            (more if quote.is_open or first else first).append(
                _link(_("Otra como esta"), "copy", like)
            )
        return [*first, *links], more  # what a draft still lacks comes before its sending

    def _wanted(self):
        """The acts that stand as buttons; a draft asks for what it still lacks."""
        quote = self.quote
        if not quote.is_draft:
            return FIRST.get(quote.status, ())
        wanted = ["capability"] if quote.capability is None else []
        if quote.needs_approval:
            waits = quote.approval is not None and quote.approval.granted is None
            may_decide = waits and self.user.may("quotes", APPROVE)
            wanted.append("approval" if may_decide else "approval-request")
        return wanted

    def _deadline(self):
        """How long a quote that waits for its answer is worth something."""
        due = showing.due_of(self.quote, calendar.today())
        if due is None:
            return None
        told = _("Van %(gone)s de %(total)s días.") % {"gone": due.gone, "total": due.total}
        unit = _("día de vigencia") if due.left == 1 else _("días de vigencia")
        return Deadline(
            Due(due.level, due.total, due.gone, told, due.label if due.left > 1 else ""),
            str(max(0, due.left)),
            unit,
            _("Vale hasta el %(day)s") % {"day": formats.day_long(self.quote.valid_until)},
        )

    def _versions(self):
        """The versions of the same number, the last first; nothing while there is one."""
        quote = self.quote
        number = quote.number or (quote.previous and quote.previous.number)
        if number is None or (quote.version == 1 and not getattr(quote, "following", None)):
            return []
        found = yield Quote.objects.filter(number=number).order_by("-version")
        draft = quote if quote.is_draft else getattr(found[0], "following", None)
        return [draft, *found] if draft else list(found)

    def _step_due(self):
        quote = self.quote
        if not (quote.is_open and quote.next_step_on):
            return ""
        late = (calendar.today() - quote.next_step_on).days
        if late > 0:
            return _("desde el %(day)s") % {"day": formats.day_short(quote.next_step_on)}
        return _("hoy") if late == 0 else formats.day_long(quote.next_step_on)

    def _brief(self):
        """What one needs first where the side column lies far below."""
        quote, contact = self.quote, self.quote.contact
        step = ", ".join(filter(None, [quote.next_step, self._step_due()])) if quote.is_open else ""
        return [(_("Contacto"), contact and contact.name), (_("Próximo paso"), step)]

    def _customer(self):
        contact = self.quote.contact
        if contact is None:
            return []
        return [
            (_("Contacto"), contact.name),
            (_("Cargo"), contact.position),
            (_("Correo"), contact.email),
            (_("Celular"), contact.phone),
        ]

    def _past(self):
        """How it was known where it was brought from, and who sold it there."""
        quote = self.quote
        if not quote.imported:
            return []
        told = [
            (_("Número de entonces"), quote.external_number),
            (_("Vendedor de entonces"), quote.seller_name),
        ]
        return [(name, value) for name, value in told if value]

    def _answer(self):
        """Who answered, how that is known, or why it was lost."""
        quote = self.quote
        if quote.status == S.REJECTED:
            return [
                (_("Razón"), quote.reason),
                (_("Quién la ganó"), quote.competitor),
                (_("Quién lo dijo"), quote.answered_by),
                (_("Respondida"), formats.day(quote.answered_on)),
            ]
        acceptance = getattr(quote, "acceptance", None)
        if acceptance is None:
            return []
        return [
            (_("Nombre"), acceptance.name),
            (_("Cargo"), acceptance.role),
            (_("Documento"), acceptance.document),
            (_("Correo"), acceptance.email),
            (_("Cómo"), acceptance.get_method_display()),
            (_("Fecha"), formats.day(quote.answered_on)),
            (_("La registró"), acceptance.registered_by),
            (_("Nota"), acceptance.note),
        ]

    def _proofs(self):
        acceptance = getattr(self.quote, "acceptance", None)
        if acceptance is None or acceptance.method != acceptance.Method.REGISTERED:
            return []
        proofs = yield acceptance.proofs()
        return [shown(file) for file in proofs]

    def _whatsapp(self):
        if self.quote.status != S.SENT or not self.may_edit:
            return ""
        contact = self.quote.contact
        return letters.whatsapp(self.quote, contact.phone if contact else "")


def _link(title, icon, url):
    return Offered(Act("", title, "", None, icon=icon), url)
