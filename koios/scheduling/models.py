"""The models of scheduling, each written in the module that speaks of it."""

from koios.scheduling.feed import CalendarLink
from koios.scheduling.orders import ServiceOrder, ServiceOrderLine

__all__ = ["CalendarLink", "ServiceOrder", "ServiceOrderLine"]
