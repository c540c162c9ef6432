"""The cast and the cases of PQRS, also here."""

from tests.cases.conftest import andrea, area, make_case, post

__all__ = ["andrea", "area", "make_case", "post"]
