"""What Koios does by itself, and how often. A sweep may run twice and nothing happens twice."""

from koios.accounts import sessions
from koios.cases import sweeps
from koios.cases.report import monthly
from koios.contracts import sweeps as contracts
from koios.core import (
    calendar,
    checks,
    codes,
    files,
    imports,
    jobs,
    limits,
    notices,
    outbox,
    progress,
)
from koios.core.schedule import daily, every
from koios.customers import papers
from koios.office import chain
from koios.quotes import sweeps as quotes
from koios.quotes.report import monthly as quotes_monthly
from koios.signing import sweeps as signing
from koios.verification import sweeps as verification

every(minutes=1, name="outbox.wake", call=outbox.wake)
every(minutes=10, name="files.rescan", call=files.rescan)
every(hours=1, name="limits.sweep", call=limits.sweep)
every(hours=6, name="codes.sweep", call=codes.sweep)

# At night, when nobody waits
daily(at="00:05", name="trail.head", call=lambda: checks.write_head(calendar.today()))
daily(at="02:30", name="trail.look", call=chain.look)
daily(at="03:10", name="jobs.sweep", call=jobs.sweep)
daily(at="03:15", name="notices.forget_old", call=notices.forget_old)
daily(at="03:18", name="imports.clear_old", call=imports.ImportRun.clear_old)
daily(at="03:20", name="files.sweep", call=files.sweep)
daily(at="03:25", name="progress.sweep", call=progress.sweep)
daily(at="03:30", name="sessions.sweep", call=sessions.sweep)

# PQRS: the clock of the law does not wait for anybody to look
every(minutes=5, name="cases.alert_critical", call=sweeps.alert_critical)
daily(at="00:10", name="cases.lapse_the_uncompleted", call=sweeps.lapse_the_uncompleted)
every(hours=1, name="cases.mark_claimed", call=sweeps.mark_claimed)
daily(at="06:00", name="cases.alert_owners", call=sweeps.alert_owners)
daily(at="06:10", name="customers.papers", call=lambda: papers.remind_owners(calendar.today()))
daily(at="06:30", name="cases.mail_digests", call=sweeps.mail_digests)
daily(at="06:40", name="cases.monthly_report", call=monthly.mail_monthly)

# Quotes: their last day ends at midnight, and customers are reminded in the hours of the law
daily(at="00:15", name="quotes.expire", call=quotes.expire)
daily(at="07:00", name="quotes.remind", call=quotes.remind)
daily(at="06:50", name="quotes.monthly_report", call=quotes_monthly.mail_monthly)

# Signatures: who does not sign in time is not waited for
every(minutes=10, name="signing.wake", call=signing.wake)
daily(at="00:20", name="signing.expire", call=signing.expire)
daily(at="07:10", name="signing.remind", call=signing.remind)
daily(at="07:20", name="signing.warn", call=signing.warn)

# Contracts: at midnight they begin, are renewed by silence or end; owners are told in the morning
daily(at="00:20", name="contracts.settle", call=contracts.settle)
daily(at="06:20", name="contracts.alert", call=contracts.alert)

# The yearly verification of contracts: a campaign once a year, reminders in the morning
daily(at="05:30", name="verification.open_campaign", call=verification.open_campaign)
daily(at="06:25", name="verification.remind", call=verification.remind)
