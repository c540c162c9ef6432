"""What the base announces; `koios/flows.py` connects the answers."""

from django.dispatch import Signal

setting_changed = Signal()  # key, before, after, by, reason
calendar_changed = Signal()  # days, by, reason
document_ready = Signal()  # document
