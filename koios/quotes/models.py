"""The models of quotes, each written in the module that speaks of it."""

from koios.quotes.answering import Acceptance
from koios.quotes.approving import InternalApproval
from koios.quotes.capability import CapabilityCheck
from koios.quotes.conversation import QuoteMessage
from koios.quotes.line import QuoteLine
from koios.quotes.needs import Need
from koios.quotes.presets import QuoteTemplate
from koios.quotes.pursuing import Reminder
from koios.quotes.quote import Quote
from koios.quotes.reasons import Conditions, LossReason
from koios.quotes.sending import Sending
from koios.quotes.services import Service, TaxCategory, Unit
from koios.quotes.states import Status
from koios.quotes.tariffs import Tariff, TariffList

__all__ = [
    "Acceptance",
    "CapabilityCheck",
    "Conditions",
    "InternalApproval",
    "LossReason",
    "Need",
    "Quote",
    "QuoteLine",
    "QuoteMessage",
    "QuoteTemplate",
    "Reminder",
    "Sending",
    "Service",
    "Status",
    "Tariff",
    "TariffList",
    "TaxCategory",
    "Unit",
]
