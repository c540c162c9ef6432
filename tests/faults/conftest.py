"""The cast, the cases of PQRS and the quotes, also here."""

from tests.cases.conftest import andrea, area, make_case, post
from tests.quotes.conftest import make_quote

__all__ = ["andrea", "area", "make_case", "make_quote", "post"]
