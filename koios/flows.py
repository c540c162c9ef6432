"""The company's process on one page: what follows from what, across the capabilities.

A capability calls those below it; what those above should know, it announces, and here it is
connected. Answers run inside the transaction of the act that announced.
"""

from django.utils.translation import gettext as _

from koios.cases import following, forgetting, searching
from koios.cases.models import Case
from koios.contracts import contract as contracts
from koios.contracts import electronic
from koios.contracts import forgetting as forgetting_contracts
from koios.contracts.models import Contract
from koios.core import events
from koios.customers import events as customers
from koios.quotes import events as quotes
from koios.quotes import forgetting as forgetting_quotes
from koios.quotes import searching as finding_quotes
from koios.quotes.models import Need, Quote
from koios.quotes.sending import post_quote_of
from koios.scheduling import searching as finding_orders
from koios.scheduling.models import ServiceOrder
from koios.signing import events as signatures
from koios.signing import following as signing


def connect():
    """Called once, when every capability is ready."""
    events.document_ready.connect(post_the_letter, dispatch_uid="post_the_letter")
    events.document_ready.connect(post_the_quote, dispatch_uid="post_the_quote")
    events.document_ready.connect(go_on_signing, dispatch_uid="go_on_signing")
    quotes.quote_approved.connect(open_service_order, dispatch_uid="open_service_order")
    quotes.quote_approved.connect(draft_contract, dispatch_uid="draft_contract")
    signatures.signed.connect(sign_contract, dispatch_uid="sign_contract")
    signatures.proved.connect(keep_evidence, dispatch_uid="keep_evidence")
    signatures.declined.connect(free_contract, dispatch_uid="free_contract_declined")
    signatures.expired.connect(free_contract, dispatch_uid="free_contract_expired")
    signatures.cancelled.connect(free_contract, dispatch_uid="free_contract_cancelled")
    events.message_accepted.connect(count_as_answered, dispatch_uid="count_as_answered")
    events.message_refused.connect(take_answer_back, dispatch_uid="take_answer_back_refused")
    events.message_bounced.connect(take_answer_back, dispatch_uid="take_answer_back_bounced")
    events.message_refused.connect(tell_who_asked, dispatch_uid="tell_who_asked_refused")
    events.message_bounced.connect(tell_who_asked, dispatch_uid="tell_who_asked_bounced")
    events.calendar_changed.connect(recount_terms, dispatch_uid="recount_terms")
    customers.customers_merged.connect(find_by_the_new_name, dispatch_uid="find_by_the_new_name")
    customers.person_erased.connect(forget_petitioner, dispatch_uid="forget_petitioner")
    customers.person_erased.connect(forget_who_asked, dispatch_uid="forget_who_asked")
    customers.person_erased.connect(forget_who_signed, dispatch_uid="forget_who_signed")
    events.setting_changed.connect(recount_if_saturdays, dispatch_uid="recount_if_saturdays")


def post_the_letter(sender, document, **kwargs):
    """A rendered letter leaves by mail."""
    following.post_letter_of(document)


def post_the_quote(sender, document, **kwargs):
    """A rendered quote leaves by mail."""
    post_quote_of(document)


def go_on_signing(sender, document, **kwargs):
    """What is to be signed is prepared once it is set, and its evidence is sealed."""
    signing.go_on(document)


def open_service_order(sender, quote, by, **kwargs):
    """What the customer took gets its consecutive and goes to the control of scheduling."""
    ServiceOrder.open_from(quote, by=by)


def draft_contract(sender, quote, by, **kwargs):
    """A quote that says so goes on as the draft of a contract."""
    if quote.contract_wanted:
        Contract.draft_from(quote, by=by)


def sign_contract(sender, request, **kwargs):
    """The last signature landed: the contract, or its amendment, is signed."""
    electronic.everybody_signed(request)


def keep_evidence(sender, request, **kwargs):
    """What proves the signatures stands with what was signed."""
    electronic.proved(request)


def free_contract(sender, request, by, reason="", **kwargs):
    """Somebody did not sign, or not in time: the contract can be changed again."""
    electronic.not_signed(request, by=by, reason=reason)


def count_as_answered(sender, message, **kwargs):
    """An answer that the mail server accepted stops the clock."""
    following.message_accepted(message)


def take_answer_back(sender, message, **kwargs):
    """An answer that did not arrive is no answer."""
    following.message_lost(message)


def tell_who_asked(sender, message, **kwargs):
    """Nobody signs what they did not receive: who asked for it hears that it did not arrive."""
    signing.mail_lost(message)


def recount_terms(sender, days, by, reason, **kwargs):
    """A day was added to the calendar or taken away: open deadlines are worked out again."""
    Case.recount_all(by=by, reason=reason, since=min(days))
    contracts.recount_notices(by=by, reason=reason, since=min(days))


def recount_if_saturdays(sender, key, by, **kwargs):
    """Whether Saturdays count moves every open deadline."""
    if key == "calendar.saturdays":
        reason = _("Cambió si los sábados son hábiles")
        Case.recount_all(by=by, reason=reason)
        contracts.recount_notices(by=by, reason=reason)


def find_by_the_new_name(sender, kept, **kwargs):
    """What a customer who was merged has is found by the name that stays."""
    for case in Case.objects.filter(customer=kept).select_related("petitioner", "customer"):
        searching.index(case)
    for need in Need.objects.filter(customer=kept).select_related("customer"):
        finding_quotes.index_need(need)
    for quote in Quote.objects.filter(customer=kept).select_related("customer"):
        finding_quotes.index(quote)
    for order in ServiceOrder.objects.filter(customer=kept).select_related("customer", "quote"):
        finding_orders.index(order)


def forget_petitioner(sender, record, by, **kwargs):
    """A person who was erased is erased from the cases that nothing obliges to keep."""
    forgetting.forget(record, by=by)


def forget_who_asked(sender, record, by, **kwargs):
    """So are they from what they asked for, and from the approvals that nobody must prove."""
    forgetting_quotes.forget(record, by=by)


def forget_who_signed(sender, record, by, **kwargs):
    """And from the signatures that nobody must prove any more."""
    forgetting_contracts.forget(record, by=by)
