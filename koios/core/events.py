"""What the base announces; `koios/flows.py` connects the answers."""

from django.dispatch import Signal

setting_changed = Signal()  # key, before, after, by, reason
calendar_changed = Signal()  # days, by, reason
document_ready = Signal()  # document
message_accepted = Signal()  # message: the mail server took it for one of its recipients
message_refused = Signal()  # message: it will not be delivered
message_bounced = Signal()  # message: it had been taken, and came back
