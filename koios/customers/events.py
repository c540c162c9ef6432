"""What customers announce; `koios/flows.py` connects the answers."""

from django.dispatch import Signal

customers_merged = Signal()  # kept, gone, by
person_erased = Signal()  # record (Customer, Contact or DataSubject), by
