"""Texts that are looked up once.

A text of the code has no translation into Spanish, and Django asks each catalogue of each package
before it says so: a dozen questions for each of the thousand texts of a page. The answer is always
the same, so each language keeps those that it gave (docs/performance.md).
"""

from django.utils.translation import trans_real

MOST = 20_000  # more than the program has; who asks for texts of others begins anew


def remember_texts() -> None:
    """From here on, in this process."""
    look_up = trans_real.DjangoTranslation.gettext
    if look_up is _gettext:
        return
    _gettext.look_up = look_up
    trans_real.DjangoTranslation.gettext = _gettext


def _gettext(self, message):
    try:
        return self.told[message]
    except AttributeError:
        self.told = {}
    except KeyError:
        if len(self.told) >= MOST:
            self.told.clear()
    told = self.told[message] = _gettext.look_up(self, message)
    return told
