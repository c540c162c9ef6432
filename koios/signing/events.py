"""What signing announces, inside the act that did it; `koios/flows.py` connects the answers."""

from django.dispatch import Signal

signed = Signal()  # request, by: the last signature has landed
proved = Signal()  # request, by: its evidence is sealed and kept
declined = Signal()  # request, by, reason, signer
expired = Signal()  # request, by
cancelled = Signal()  # request, by, reason
