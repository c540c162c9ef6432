"""The models of scheduling, each written in the module that speaks of it."""

from koios.scheduling.orders import ServiceOrder, ServiceOrderLine

__all__ = ["ServiceOrder", "ServiceOrderLine"]
