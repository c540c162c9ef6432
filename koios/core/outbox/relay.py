"""The mail server that takes our mail on: what it is asked, and what it answers."""

import smtplib
import ssl
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta

from koios.core import clock
from koios.core.outbox import account

REACH = 10  # seconds to be reached
ANSWER = 120  # seconds to answer: some look for viruses first
IDLE = 20  # seconds that a connection is kept for the next message
MANY = 100  # messages over one connection
REST = timedelta(minutes=1)  # how long nobody tries again one that could not be reached in time


@dataclass
class Answer:
    """What the server said: who is served, who may be tried again, who never will be.

    `later` and `refused` hold the code and the words for each address. `unknown` is when it went
    silent after it had the message: perhaps it took it.
    """

    code: int | None
    text: str
    accepted: list = field(default_factory=list)
    later: dict = field(default_factory=dict)
    refused: dict = field(default_factory=dict)
    unknown: bool = False


def hand_over(sender: str, recipients: list[str], letter: bytes) -> Answer:
    """Give a message to the server, over the connection that is open, or a new one."""
    try:
        return _line.hand_over(sender, recipients, letter)
    except smtplib.SMTPResponseException as error:
        # Sign-in or sender refused: that is ours to mend and not the recipients' fault.
        return _all_later(recipients, error.smtp_code, _words(error.smtp_error))
    except (smtplib.SMTPException, OSError) as error:
        # smtplib dresses up a silence as a broken connection.
        if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            _rest()
        return _all_later(recipients, None, str(error))


def rests_until():
    """Until when nobody knocks at a server that let us wait in vain; none if it does not rest."""
    return _resting if _resting and clock.now() < _resting <= clock.now() + REST else None


class _Line(threading.local):
    """This thread's connection."""

    smtp = None
    account = None
    used = 0.0
    times = 0

    def hand_over(self, sender, recipients, letter):
        kept = self._is_fit()
        try:
            self._begin(sender, letter)
        except (smtplib.SMTPServerDisconnected, OSError):
            self.close()
            if not kept:
                raise
            self._begin(sender, letter)  # the server had hung up in the meantime
        answer = self._talk(recipients, letter)
        self.used, self.times = time.monotonic(), self.times + 1
        return answer

    def close(self):
        smtp, self.smtp = self.smtp, None
        if smtp:
            smtp.close()

    def _is_fit(self):
        fit = (
            self.smtp is not None
            and self.smtp.sock is not None
            and self.account == account.current()
            and time.monotonic() - self.used < IDLE
            and self.times < MANY
        )
        if not fit:
            self.close()
        return fit

    def _begin(self, sender, letter):
        if self.smtp is None:
            self.smtp, self.account, self.times = _connect(account.current()), account.current(), 0
        size = [f"size={len(letter)}"] if self.smtp.has_extn("size") else []
        code, words = self.smtp.mail(sender, size)
        if code != 250:
            self.close()
            raise smtplib.SMTPSenderRefused(code, words, sender)

    def _talk(self, recipients, letter):
        answer = Answer(None, "")
        for address in recipients:
            code, words = self.smtp.rcpt(address)
            _sort(answer, [address], code, _words(words))
        if not answer.accepted:
            self.close()
            return answer
        served, answer.accepted = answer.accepted, []
        try:
            code, words = self.smtp.data(letter)
        except smtplib.SMTPDataError as error:
            code, words = error.smtp_code, error.smtp_error
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self.close()
            answer.code, answer.text, answer.unknown = None, str(error), True
            answer.later |= {address: [None, str(error)] for address in served}
            return answer
        _sort(answer, served, code, _words(words))
        if code != 250:
            self.close()
        return answer


_line = _Line()
_resting = None


def _connect(to):
    context = ssl.create_default_context()
    options = {"local_hostname": account.domain(), "timeout": REACH}
    if to.security == "tls":
        smtp = smtplib.SMTP_SSL(to.host, to.port, context=context, **options)
    else:
        smtp = smtplib.SMTP(to.host, to.port, **options)
    smtp.ehlo_or_helo_if_needed()
    if to.security == "starttls":
        smtp.starttls(context=context)
        smtp.ehlo()
    if to.user:
        smtp.login(to.user, to.password)
    smtp.sock.settimeout(ANSWER)
    return smtp


def _sort(answer, addresses, code, words):
    answer.code, answer.text = code, words
    if code in (250, 251):
        answer.accepted += addresses
    elif 400 <= code < 500:
        answer.later |= {address: [code, words] for address in addresses}
    else:
        answer.refused |= {address: [code, words] for address in addresses}


def _all_later(recipients, code, words):
    later = {address: [code, words] for address in recipients}
    return Answer(code, words, later=later)


def _rest():
    global _resting
    _resting = clock.now() + REST


def _words(said):
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return " ".join(text.split())[:500]
