"""What contracts announce; `koios/flows.py` connects the answers."""

from django.dispatch import Signal

contract_signed = Signal()  # record (a contract or an amendment), by
