"""What quotes announce; `koios/flows.py` connects the answers."""

from django.dispatch import Signal

quote_approved = Signal()  # quote, by
